import type { INodeParameterResourceLocator, INodeProperties } from 'n8n-workflow';

import type { CerbClient } from '../cerb/client';
import { existingRecord } from '../cerb/existing';
import { inputError } from '../cerb/failure';
import { quoteValue } from '../cerb/query';
import { findRecordType } from '../cerb/record-types';
import { searchRecords } from '../cerb/search';
import { asText, shortened, shown } from '../cerb/text';
import type { OperationContext } from './operation';

/** A parameter that names one record: live from a list, by ID, by its address, a ticket by its mask. */
export interface Locator {
	/** Saved in workflows: never change it. */
	name: string;
	displayName: string;
	description: string;
	/** The method behind the list. */
	list: string;
	/** Alias of the record type. */
	recordType: string;
}

const DIGITS = { regex: '^\\s*[0-9]+\\s*$', errorMessage: 'An ID has digits only' };

/** The parameter of a locator. Optional ones may be left empty. */
export function locatorProperty(
	{
		name,
		displayName,
		description,
		list,
		recordType,
	}: Omit<Locator, 'recordType'> & {
		recordType?: string;
	},
	isRequired = true,
): INodeProperties {
	// Where another parameter decides on the type, it may be the ticket.
	const hasMask = recordType === undefined || recordType === 'ticket';
	return {
		displayName,
		name,
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		...(isRequired ? { required: true } : {}),
		description,
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: list, searchable: true },
			},
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
				placeholder: 'e.g. 123',
				validation: [{ type: 'regex', properties: DIGITS }],
			},
			{
				displayName: 'By URL',
				name: 'url',
				type: 'string',
				placeholder: `e.g. https://cerb.example.com/profiles/${recordType ?? 'task'}/123`,
				hint: 'The address of the record in Cerb',
			},
			...(hasMask ? [BY_MASK] : []),
		],
	};
}

const BY_MASK = {
	displayName: 'By Mask',
	name: 'mask',
	type: 'string' as const,
	placeholder: 'e.g. ABC-12345-678',
	hint: 'The reference number of a ticket',
};

/**
 * The id of the record that a locator names.
 * @param path where the parameter stands, e.g. `options.` inside the collection of options
 * @throws NodeOperationError when it names none, or one of another type or Cerb
 */
export async function readLocator(
	context: OperationContext,
	locator: Locator,
	path = '',
): Promise<number> {
	const id = await readOptionalLocator(context, locator, path);
	if (id !== undefined) return id;
	throw inputError(
		context.node.getNode(),
		`No ${locator.displayName.toLowerCase()} is given`,
		`Pick one in the parameter ${locator.displayName}`,
	);
}

/** The same where none need be named: undefined then. @throws NodeOperationError */
export async function readOptionalLocator(
	context: OperationContext,
	{ name, displayName, recordType: type }: Locator,
	path = '',
): Promise<number | undefined> {
	const { node, itemIndex } = context;
	const parameter = node.getNodeParameter(`${path}${name}`, itemIndex, '') as
		| INodeParameterResourceLocator
		| string
		| number;
	const isLocator = parameter !== null && typeof parameter === 'object' && 'value' in parameter;
	const mode = isLocator ? parameter.mode : 'id';
	const text = asText(isLocator ? parameter.value : parameter).trim();
	if (text === '') return undefined;
	if (mode === 'url') return await idOfUrl(context, type, text, displayName);
	if (mode === 'mask') return await idOfMask(context, type, text, displayName);
	return idOfDigits(context, text, displayName);
}

/** Beyond what a number holds exactly, the ID would become that of another record. */
function idOfDigits({ node }: OperationContext, text: string, parameter: string): number {
	const id = /^\d+$/.test(text) ? Number(text) : 0;
	if (Number.isSafeInteger(id) && id > 0) return id;
	throw inputError(
		node.getNode(),
		`${shown(text)} is not the ID of a record`,
		`Enter digits in the parameter ${parameter}, or switch it to another mode`,
	);
}

/**
 * The id of the record that an optional locator names, which must exist.
 * @throws NodeApiError when Cerb has none
 */
export async function readExisting(
	context: OperationContext,
	locator: Locator,
	path = '',
): Promise<number | undefined> {
	const id = await readOptionalLocator(context, locator, path);
	if (id !== undefined) await existingRecord(context.client, locator.recordType, id);
	return id;
}

/** Cerb's addresses end in `/profiles/<type>/<id>-<words>`, or in the mask of a ticket. */
async function idOfUrl(
	context: OperationContext,
	type: string,
	url: string,
	parameter: string,
): Promise<number> {
	const { node, client } = context;
	const [, place, segment] = /\/profiles\/([^/?#]+)\/([^/?#]+)/.exec(url) ?? [];
	if (segment === undefined || hostOf(url) !== hostOf(client.baseUrl)) {
		throw inputError(
			node.getNode(),
			segment === undefined
				? 'This is not the address of a record'
				: `This address belongs to another Cerb (${shortened(hostOf(url) ?? 'none')})`,
			`Copy it from the browser while the record is open, e.g. ${client.baseUrl}/profiles/task/123 (parameter ${parameter})`,
		);
	}
	if (place !== type && (await isOtherType(client, place, type))) {
		throw inputError(
			node.getNode(),
			`This address leads to ${shown(place)}, which is not known to be the type "${type}"`,
			`Change the parameter ${parameter}, or enter the record by its ID`,
		);
	}
	// Addresses of tickets end in their mask, which may begin with digits.
	const id = (type === 'ticket' ? /^(\d+)$/ : /^(\d+)(-|$)/).exec(segment)?.[1];
	return id === undefined
		? await idOfMask(context, type, segment, parameter)
		: idOfDigits(context, id, parameter);
}

/** Some types have another word of theirs in addresses; a word that no type has is not trusted. */
async function isOtherType(client: CerbClient, place: string, type: string): Promise<boolean> {
	const found =
		(await findRecordType(client, place)) ??
		(await findRecordType(client, place.replace(/_/g, ' ')));
	return found?.alias !== type;
}

/** @throws NodeOperationError where no ticket of this Cerb has the mask */
export async function idOfMask(
	context: OperationContext,
	type: string,
	mask: string,
	parameter: string,
): Promise<number> {
	const { node, client } = context;
	if (type !== 'ticket') {
		throw inputError(
			node.getNode(),
			`Records of type "${type}" have no mask`,
			`Only tickets have one: switch the parameter ${parameter} to By ID`,
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
		`Cerb has no ticket with the mask ${shown(written)}`,
		`Check the parameter ${parameter}`,
	);
}

function hostOf(url: string): string | undefined {
	return /^[a-z]+:\/\/([^/]+)/i.exec(url)?.[1]?.toLowerCase();
}
