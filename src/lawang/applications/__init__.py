"""Permohonan: papers, checks, corrections, stages and results."""
