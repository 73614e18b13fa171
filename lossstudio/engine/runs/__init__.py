"""All runs of a scenario: trained, stopped, compared and reported."""
