import { x } from '#server/lib/x.ts';
export default function Page() { return <p>{x}</p>; }
