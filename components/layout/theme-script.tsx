import { DENSITY_COOKIE, THEME_COOKIE } from "./theme";

export type ThemeScriptProps = {
  /** Of this answer's Content-Security-Policy. */
  nonce?: string;
};

// For pages that were rendered without the request's cookies (error pages, cached ones): sets both attributes before the
// first paint. Only known values, so that a foreign cookie cannot write
// anything else into the page. Macs are marked too: their shortcuts use another key.
const code = `(()=>{let d=document.documentElement,c="; "+document.cookie,g=(n,r)=>{let m=c.match("; "+n+"=("+r+")(;|$)");m&&(d.dataset[n]=m[1])};g("${THEME_COOKIE}","system|light|dark");g("${DENSITY_COOKIE}","comfortable|compact");/Mac|iP/.test(navigator.platform)&&(d.dataset.mac="")})()`;

/** Puts the remembered theme and density on <html> before anything is painted. Goes into <head>. */
export function ThemeScript({ nonce }: ThemeScriptProps) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: our own constant text, no input in it
  return <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: code }} />;
}
