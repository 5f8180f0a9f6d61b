import { type DiffItem, DiffList } from "@/components/ui/diff-list";
import { Notice } from "@/components/ui/notice";

export type MeanwhileProps = {
  held: { theirs: readonly DiffItem[]; refused: boolean };
};

/** What others saved while one was typing: both texts are in sight, theirs here and one's own in the fields. */
export function Meanwhile({ held: { theirs, refused } }: MeanwhileProps) {
  if (theirs.length === 0 && !refused) return null;
  return (
    <Notice
      tone="warning"
      title={
        refused ? "Somebody changed it meanwhile, so nothing was saved." : "Somebody changed it meanwhile."
      }
      live
    >
      What you typed is still below. Saving{refused ? " again" : ""} puts what you changed in the place of
      theirs; theirs stays in the history.
      <DiffList
        label="What they changed"
        words={{ was: "When you opened it", is: "Theirs, saved" }}
        items={theirs}
      />
    </Notice>
  );
}
