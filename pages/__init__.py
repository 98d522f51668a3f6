"""What readers see in the browser; the only code that uses Streamlit's widgets."""
