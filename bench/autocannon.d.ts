/** What the bench uses of autocannon, which brings no types. */
declare module "autocannon" {
  interface Client {
    on(event: "response", listener: (status: number, bytes: number, milliseconds: number) => void): void;
  }
  interface Options {
    url: string;
    connections: number;
    duration: number;
    headers?: Record<string, string>;
    setupClient?: (client: Client) => void;
  }
  export default function autocannon(options: Options): Promise<unknown>;
}
