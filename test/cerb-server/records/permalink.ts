/**
 * The readable tail of a `record_url`, e.g. `Webgroup Media, LLC.` -> `Webgroup-Media-LLC.`
 * (measured on Cerb 10.4.10: accents lost, quotes dropped, other marks one dash each run).
 */
export function permalink(text: string): string {
	return text
		.normalize('NFD')
		.replace(/[\u0300-\u036f]/g, '')
		.replace(/['"]/g, '')
		.replace(/[^a-zA-Z0-9+.\-_()]+/gu, '-')
		.replace(/-{2,}/g, '-')
		.replace(/-+$/, '');
}
