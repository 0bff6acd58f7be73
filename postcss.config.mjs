/** Tailwind 4 is a PostCSS plugin; its settings are in app/globals.css. */
export default { plugins: { '@tailwindcss/postcss': {} } };
