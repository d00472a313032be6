import { findType } from '../../registry';
import { phpBase64, writeFile } from '../../files';
import { phpNumber } from '../../values';
import { PHP_FAILURE } from '../php-failure';
import { isPhpMap } from '../values';
import { isAdmin, type Writer } from '../writer';

const BASE64_MARK = ';base64,';

/** `data:text/plain;base64,…` as its bytes; any other text as it is (measured on Cerb 10.4.10). */
function contentOf(text: string): Buffer {
	const at = text.startsWith('data:') ? text.indexOf(BASE64_MARK) : -1;
	return at < 0 ? Buffer.from(text, 'utf8') : phpBase64(text.slice(at + BASE64_MARK.length));
}

/** Attachment: `content` is text or a `data:` address, `attach[]` names records to hang it on. */
export const attachment: Writer = {
	isWritable: isAdmin,
	keys: {
		// No list, a record without id or one that is not there: a success that does nothing.
		attach: (value, columns, { state }) => {
			const tuples: string[] = [];
			for (const item of isPhpMap(value) ? Object.values(value) : []) {
				if (isPhpMap(item)) return PHP_FAILURE;
				const [name = '', idText = ''] = String(item).replace(/^-/, '').split(':');
				const type = findType(name, state);
				if (type === undefined) return "'_attach' is not a string.";
				if (state.get(type.alias, phpNumber(idText)) === undefined) continue;
				const sign = String(item).startsWith('-') ? '-' : '';
				tuples.push(`${sign}${type.alias}:${phpNumber(idText)}`);
			}
			columns.set('_attach', tuples.join(','));
			return undefined;
		},
		content: (value, columns) => {
			columns.set('_content', value);
			return undefined;
		},
	},
	onCreate: () => ({ mime_type: '', storage_extension: '' }),
	afterWrite: (row, columns, { state }) => {
		const content = columns.get('_content');
		if (content !== undefined) writeFile(state, row, contentOf(String(content)));
		const on = new Set(Array.isArray(row.on) ? row.on.map(String) : []);
		for (const tuple of String(columns.get('_attach') ?? '').split(',')) {
			if (tuple.startsWith('-')) on.delete(tuple.slice(1));
			else if (tuple !== '') on.add(tuple);
		}
		row.on = [...on];
	},
};
