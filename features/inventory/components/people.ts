/** What every form of the inventories needs to know of the upgrade and of who looks. */
export interface ItemPeople {
  upgrade: string;
  members: readonly { id: string; name: string }[];
  /** The zone the person types times in, an IANA name. */
  zone: string;
  /** Actions the policy refuses this person, with its sentences. */
  refused: Readonly<Record<string, string>>;
}
