"""The year of external review: what follows from the workbook `danh-gia-ngoai`. Pure: no file, no clock."""
