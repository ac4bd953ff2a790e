"""What a case is: states and ends, working days, personal data, proposals. Pure; filled by the 市民の声 work."""
