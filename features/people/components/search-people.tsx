import { paths } from "@/lib/paths";

/** A plain search form: the result is in the address. */
export function SearchPeople({ q, show }: { q: string; show: string }) {
  return (
    <search className="w-64 max-sm:w-full">
      <form action={paths.admin()}>
        {show ? <input type="hidden" name="show" value={show} /> : null}
        <input
          className="input"
          type="search"
          name="q"
          defaultValue={q}
          placeholder="Name or address"
          aria-label="Search people"
        />
      </form>
    </search>
  );
}
