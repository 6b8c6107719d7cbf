"""The article of 2024 from which the site starts."""

# Its own cases, in the order in which it tells them; Official Security Assistance is a list of its own.
CASES = (
    "germany-acsa",
    "uae-technology-transfer",
    "us-tomahawk-2024",
    "australia-raa",
    "uk-raa",
    "philippines-raa",
    "gcap-2022",
    "camp-david-commitment-to-consult",
    "south-korea-gsomia",
    "us-security-treaty-1960",
    "us-defense-guidelines-2015",
)
