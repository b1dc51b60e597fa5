"""External review: what the year of a Phòng and a Sở is made of, from the plan to the certificate."""
