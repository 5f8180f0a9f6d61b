/** First thing Tab reaches: past the bar, to the content. */
export function SkipLink() {
  return (
    <a href="#main" className="skip-link btn">
      Skip to the content
    </a>
  );
}
