// Letters stand where their typeface wants them, not on whole pixels: words fall apart otherwise
// in every picture larger than life.
const exact = "geometricPrecision";
document.documentElement.style.textRendering = exact;
const written = XMLSerializer.prototype.serializeToString;
XMLSerializer.prototype.serializeToString = function (drawing) {
  drawing.setAttribute("text-rendering", exact);
  return written.call(this, drawing);
};
