"""Charts that leave the house: tables and pictures of exactly one view. Knows no Streamlit."""
