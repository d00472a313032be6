/** One address, as strictly as a mail server would read it. */
const ADDRESS = /^[^\s@<>(),;:"\\[\]]+@[^\s@<>(),;:"\\[\]]+$/;

/** Texts between commas or semicolons; those within quotes part nothing. */
const ENTRY = /(?:"(?:[^"\\]|\\.)*"|[^,;"]|"(?![^"]*"))+/g;

/**
 * The addresses of a text such as `Jane <jane@example.com>, joe@example.com`, in lower case as Cerb
 * keeps them; or the first entry that is none. Cerb leaves out what it cannot read without a word
 * (measured on Cerb 10.4.10).
 */
export function readRecipients(text: string): { addresses: string[] } | { unreadable: string } {
	const entries = (text.match(ENTRY) ?? []).map((entry) => entry.trim()).filter(Boolean);
	const addresses = entries.map((entry) => /<([^<>]*)>$/.exec(entry)?.[1].trim() ?? entry);
	const wrong = addresses.findIndex((address) => !ADDRESS.test(address));
	if (wrong >= 0) return { unreadable: entries[wrong] };
	return { addresses: [...new Set(addresses.map((address) => address.toLowerCase()))] };
}
