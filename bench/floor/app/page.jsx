// What any dynamic page costs: nothing is asked of anybody, nothing is drawn.
export const dynamic = "force-dynamic";

export default function Page() {
  return <p>Nothing</p>;
}
