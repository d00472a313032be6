import { isPhpMap, type WriteValue } from './values';

const PNG_MARK = '89504e470d0a1a0a';
const PREFIX = 'data:image/png;base64,';
/** Pixels each way. */
const LIMITS = { least: 50, most: 500 };

function sideError(name: string, pixels: number): string | undefined {
	if (pixels < LIMITS.least) return `must be at least ${LIMITS.least}px in ${name} (${pixels}px).`;
	if (pixels > LIMITS.most)
		return `must be no more than ${LIMITS.most}px in ${name} (${pixels}px).`;
	return undefined;
}

/** What Cerb 10.4.10 says against a profile picture: a PNG of 50 to 500 pixels as `data:` address. */
export function imageError(value: WriteValue): string | undefined {
	if (isPhpMap(value)) return 'must be a base64-encoded string.';
	const text = String(value);
	if (!text.startsWith('data:')) return "must be start with 'data:'.";
	if (text === 'data:null') return undefined;
	if (!text.startsWith(PREFIX)) {
		return "must be a base64-encoded string with the format 'data:image/png;base64,<data>";
	}
	const bytes = Buffer.from(text.slice(PREFIX.length), 'base64');
	if (bytes.length === 0) return 'does not contain a valid base64 encoded PNG image.';
	if (bytes.subarray(0, 8).toString('hex') !== PNG_MARK) return 'is not a valid PNG image.';
	if (bytes.length < 24) return 'error. Failed to determine image dimensions.';
	return sideError('width', bytes.readUInt32BE(16)) ?? sideError('height', bytes.readUInt32BE(20));
}
