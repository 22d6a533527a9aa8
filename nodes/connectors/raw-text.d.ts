// A file imported with ?raw is its text (Vite), so that it comes along in the bundle.
declare module "*?raw" {
  const text: string;
  // biome-ignore lint/style/noDefaultExport: this is how Vite gives the text of a file.
  export default text;
}
