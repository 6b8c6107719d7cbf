"""On what terms the register may be used."""

NAME = "CC-BY-4.0"
TITLE = "Creative Commons Attribution 4.0 International"
PATH = "https://creativecommons.org/licenses/by/4.0/"
SOURCE = "The Rosetta Stone of Japan’s security deals"
