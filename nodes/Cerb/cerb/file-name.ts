import type { CerbAnswer } from './types';

/**
 * The file name that an answer suggests. Cerb writes it raw: without quotes, in UTF-8 where HTTP has
 * Latin-1, and not at all when it contains a line break (measured on Cerb 10.4.10).
 */
export function fileNameOf({ headers }: CerbAnswer): string | undefined {
	const name = /filename=(.*)$/i.exec(headers['content-disposition'] ?? '')?.[1]?.trim();
	if (!name) return undefined;
	return Buffer.from(name.replace(/^"(.*)"$/, '$1'), 'latin1').toString('utf8');
}
