"""Every arms transfer, traced to the sentence that says so."""
