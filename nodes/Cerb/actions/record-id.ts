import type { INodeParameterResourceLocator, INodeProperties } from 'n8n-workflow';

import type { CerbClient } from '../cerb/client';
import { inputError } from '../cerb/failure';
import { quoteValue } from '../cerb/query';
import { findRecordType } from '../cerb/record-types';
import { searchRecords } from '../cerb/search';
import type { OperationContext } from './operation';

/** The picker of one record: live from Cerb, by ID, by its address, a ticket also by its mask. */
export const recordIdProperty: INodeProperties = {
	displayName: 'Record',
	name: 'recordId',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'The record to work with',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchRecordsByLabel', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 123',
			validation: [
				{
					type: 'regex',
					properties: { regex: '^\\s*[0-9]+\\s*$', errorMessage: 'An ID has digits only' },
				},
			],
		},
		{
			displayName: 'By URL',
			name: 'url',
			type: 'string',
			placeholder: 'e.g. https://cerb.example.com/profiles/task/123-call-back',
			hint: 'The address of the record in Cerb',
		},
		{
			displayName: 'By Mask',
			name: 'mask',
			type: 'string',
			placeholder: 'e.g. ABC-12345-678',
			hint: 'The reference number of a ticket',
		},
	],
};

/**
 * The id of the record that the parameter names.
 * @throws NodeOperationError when it names none, or one of another type or Cerb
 */
export async function readRecordId(context: OperationContext, type: string): Promise<number> {
	const { node, itemIndex } = context;
	const parameter = node.getNodeParameter('recordId', itemIndex, '') as
		| INodeParameterResourceLocator
		| string
		| number;
	const isLocator = parameter !== null && typeof parameter === 'object';
	const mode = isLocator ? parameter.mode : 'id';
	const text = String((isLocator ? parameter.value : parameter) ?? '').trim();
	if (text === '') {
		throw inputError(node.getNode(), 'No record is given', 'Pick one in the parameter Record');
	}
	if (mode === 'url') return await idOfUrl(context, type, text);
	if (mode === 'mask') return await idOfMask(context, type, text);
	if (/^\d+$/.test(text)) return Number(text);
	throw inputError(
		node.getNode(),
		`"${text}" is not the ID of a record`,
		'Enter digits in the parameter Record, or switch it to By URL or By Mask',
	);
}

/** Cerb's addresses end in `/profiles/<type>/<id>-<words>`, or in the mask of a ticket. */
async function idOfUrl(context: OperationContext, type: string, url: string): Promise<number> {
	const { node, client } = context;
	const [, place, segment] = /\/profiles\/([^/?#]+)\/([^/?#]+)/.exec(url) ?? [];
	if (segment === undefined || hostOf(url) !== hostOf(client.baseUrl)) {
		throw inputError(
			node.getNode(),
			segment === undefined
				? 'This is not the address of a record'
				: `This address belongs to another Cerb (${hostOf(url) ?? 'none'})`,
			`Copy it from the browser while the record is open, e.g. ${client.baseUrl}/profiles/task/123 (parameter Record)`,
		);
	}
	if (place !== type && (await isOtherType(client, place, type))) {
		throw inputError(
			node.getNode(),
			`This address leads to "${place}", which is not known to be the type "${type}"`,
			'Change the parameter Record Type or the parameter Record, or enter the record by its ID',
		);
	}
	// Addresses of tickets end in their mask, which may begin with digits.
	const id = (type === 'ticket' ? /^(\d+)$/ : /^(\d+)(-|$)/).exec(segment)?.[1];
	return id === undefined ? await idOfMask(context, type, segment) : Number(id);
}

/** Some types have another word of theirs in addresses; a word that no type has is not trusted. */
async function isOtherType(client: CerbClient, place: string, type: string): Promise<boolean> {
	const found =
		(await findRecordType(client, place)) ??
		(await findRecordType(client, place.replace(/_/g, ' ')));
	return found?.alias !== type;
}

async function idOfMask(context: OperationContext, type: string, mask: string): Promise<number> {
	const { node, client } = context;
	if (type !== 'ticket') {
		throw inputError(
			node.getNode(),
			`Records of type "${type}" have no mask`,
			'Only tickets have one: switch the parameter Record to By ID',
		);
	}
	const written = mask.replace(/^\[?#?|\]$/g, '');
	const query = { filters: `mask:${quoteValue(written)}`, keys: ['mask'] };
	const { records } = await searchRecords(client, { type, query, limit: 2, expand: [] });
	const found = records.filter(
		(record) => String(record.mask).toLowerCase() === written.toLowerCase(),
	);
	if (found.length === 1) return Number(found[0].id);
	throw inputError(
		node.getNode(),
		`Cerb has no ticket with the mask "${written}"`,
		'Check the parameter Record',
	);
}

function hostOf(url: string): string | undefined {
	return /^[a-z]+:\/\/([^/]+)/i.exec(url)?.[1]?.toLowerCase();
}
