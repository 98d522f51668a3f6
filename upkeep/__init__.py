"""The maintainers' tools: catalogues of messages, the data dictionary. Knows no Streamlit."""
