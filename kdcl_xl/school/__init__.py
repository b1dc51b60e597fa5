"""What a school does with its own workbook: work groups, evidence codes, last year's data, packing."""
