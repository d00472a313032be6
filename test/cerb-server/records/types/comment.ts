import type { TypeDetail } from '../type';

/** Comment on any record (measured on Cerb 10.4.10). */
export const comment: TypeDetail = {
	values: (row) => ({
		_label: row.comment ?? '',
		id: row.id,
		is_markdown: row.is_markdown,
		is_pinned: row.is_pinned,
		created: row.created,
		author__context: row.author__context,
		author_id: row.author_id,
		target__context: row.target__context,
		target_id: row.target_id,
		comment: row.comment,
	}),
	search: {
		text: { kind: 'fulltext', texts: (row) => [String(row.comment)], hasNoWildcards: true },
		attachments: { kind: 'unknownHere' },
		author: { kind: 'polymorphic', contextColumn: 'author__context', idColumn: 'author_id' },
		comment: { kind: 'fulltext', texts: (row) => [String(row.comment)], hasNoWildcards: true },
		created: { kind: 'date', column: 'created' },
		fieldset: { kind: 'unknownHere' },
		id: { kind: 'number', column: 'id' },
		isMarkdown: { kind: 'bool', column: 'is_markdown' },
		isPinned: { kind: 'bool', column: 'is_pinned' },
		links: { kind: 'links' },
		on: { kind: 'polymorphic', contextColumn: 'target__context', idColumn: 'target_id' },
	},
	defaults: {
		is_markdown: 0,
		is_pinned: 0,
		author__context: 'cerberusweb.contexts.worker',
		author_id: 0,
		target__context: '',
		target_id: 0,
		comment: '',
	},
	createdColumns: ['created'],
};
