/** Letters that Unicode doesn't take apart into a base letter and a mark. */
const WITHOUT_PARTS: Readonly<Record<string, string>> = { ł: "l", ø: "o", đ: "d" };

/** The words of a name in small ASCII letters, for addresses and stable keys: "Łukasz Ödmark" is `lukasz`, `odmark`. */
export function nameWords(name: string): string[] {
  return name
    .toLowerCase()
    .normalize("NFD")
    .replaceAll(/\p{Mark}/gu, "")
    .replaceAll(/[łøđ]/g, (letter) => WITHOUT_PARTS[letter] ?? letter)
    .split(" ");
}

/** A stable key for a person: `lukasz-odmark`. */
export const keyOf = (name: string): string => nameWords(name).join("-");
