"""What may be asked of Kwartier, whoever asks it: use cases between the rules and the ways in.

They take plain values and answer plain values; refusals leave as classes of the rules. HTTP, pages and the
terminal stand on them.
"""
