import { createHash } from 'node:crypto';

import { findType } from '../../registry';
import { phpNumber } from '../../values';
import { isPhpMap } from '../values';
import { isAdmin, type Writer } from '../writer';

/** `data:text/plain;base64,…` as its bytes; any other text as it is. */
function contentOf(text: string): Buffer {
	const match = /^data:[^,]*,/.exec(text);
	if (match === null) return Buffer.from(text, 'utf8');
	return Buffer.from(text.slice(match[0].length), 'base64');
}

/** Attachment: `content` is text or a `data:` address, `attach[]` names records to hang it on. */
export const attachment: Writer = {
	isWritable: isAdmin,
	keys: {
		attach: (value, columns, { state }) => {
			if (!isPhpMap(value)) return 'must be an array of context:id pairs.';
			const tuples: string[] = [];
			for (const item of Object.values(value)) {
				const [name = '', idText = ''] = String(item).replace(/^-/, '').split(':');
				const type = findType(name, state);
				if (type === undefined) return `has a link with an invalid context (${String(item)})`;
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
	afterWrite: (row, columns) => {
		const content = columns.get('_content');
		if (content !== undefined) {
			const bytes = contentOf(String(content));
			row.size = bytes.length;
			row.storage_extension = 'devblocks.storage.engine.disk';
			row.storage_sha1hash = createHash('sha1').update(bytes).digest('hex');
			row.storage_key = `r/w/${row.id}`;
		}
		const on = new Set(Array.isArray(row.on) ? row.on.map(String) : []);
		for (const tuple of String(columns.get('_attach') ?? '').split(',')) {
			if (tuple.startsWith('-')) on.delete(tuple.slice(1));
			else if (tuple !== '') on.add(tuple);
		}
		row.on = [...on];
	},
};
