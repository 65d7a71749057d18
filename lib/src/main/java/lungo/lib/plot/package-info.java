/** Tablesaw figures as Plotly JSON and as SVG; charts that move while a model trains; galleries, confusion matrices. */
package lungo.lib.plot;
