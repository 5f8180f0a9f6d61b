import { describe, expect, it } from "vitest";
import { forecastAddress, toggled, withoutWhatIf } from "./forecast-address";

describe("The address of a forecast", () => {
  it("keeps what was typed and drops empty fields and strangers", () => {
    const address = forecastAddress({
      environment: "prod",
      part: "migrate",
      people: " 3 ",
      rows: "",
      bytes: ["1", "2"],
      moon: "full",
    });
    expect(address).toEqual({ environment: "prod", part: "migrate", people: "3" });
    expect(forecastAddress({ part: "everything" })).toEqual({});
    expect(withoutWhatIf({ ...address, without: "D-02", crew: "2" })).toEqual({
      environment: "prod",
      part: "migrate",
      crew: "2",
    });
  });

  it("leaves a step out, and takes it back in", () => {
    expect(toggled([], "D-02")).toBe("D-02");
    expect(toggled(["D-02"], "D-03")).toBe("D-02,D-03");
    expect(toggled(["D-02", "D-03"], "D-02")).toBe("D-03");
    expect(toggled(["D-02"], "D-02")).toBeUndefined();
  });
});
