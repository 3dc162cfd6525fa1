/** The Query page. */
export default function QueryPage() {
  return <h1>Query</h1>;
}
