"""What Kwartier is made of besides its own code: the bill of materials, licences, advisories, images."""
