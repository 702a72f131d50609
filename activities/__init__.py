"""What phases ask of the world: the register, consultations, documents."""
