declare module "*?entrance" {
  const texts: Readonly<Record<string, Readonly<Record<string, string>>>>;
  export default texts;
}
