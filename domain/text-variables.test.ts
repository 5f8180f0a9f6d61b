import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fillText, variableName, variablesIn } from "./text-variables";

describe("placeholders in step texts", () => {
  it("are filled, and those without a value are named and stay", () => {
    expect(
      fillText("psql -h {{db.host}} -d {{ db-name }} -U {{user}} {{user}}", {
        "db.host": "db2",
        "db-name": "apim",
      }),
    ).toEqual({
      text: "psql -h db2 -d apim -U {{user}} {{user}}",
      missing: ["user"],
    });
    expect(fillText("{{host}}", { host: "" })).toEqual({ text: "{{host}}", missing: ["host"] });
  });

  it("leave every other brace alone", () => {
    const text = `\${HOME} {{}} {{ }} {a} {{1x}} {{#each x}} awk '{print $1}' {{a b}} {{{x}}} }} {{`;
    expect(fillText(text, { a: "A", b: "B" }).text).toBe(text);
    expect(fillText("{{{x}}}", { x: "1" }).text).toBe("{1}");
  });

  it("insert values as they are", () => {
    expect(fillText("{{a}} {{b}}", { a: "{{b}}", b: "$& $1" }).text).toBe("{{b}} $& $1");
  });

  it("never take a value from anywhere but the variables", () => {
    expect(fillText("{{constructor}} {{toString}}", {}).missing).toEqual(["constructor", "toString"]);
  });

  it("are complete exactly when every variable of the text has a value", () => {
    const name = fc.stringMatching(/^[a-c]{1,2}$/);
    fc.assert(
      fc.property(fc.array(name), fc.dictionary(name, fc.string({ minLength: 1 })), (names, variables) => {
        const text = names.map((one) => `x{{${one}}}`).join("");
        const { missing } = fillText(text, variables);
        expect(missing).toEqual(variablesIn(text).filter((one) => variables[one] === undefined));
        expect(names.every((one) => variableName.test(one))).toBe(true);
      }),
    );
  });
});
