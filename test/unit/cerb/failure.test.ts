import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';

import { apiError, inputError } from '../../../nodes/Cerb/cerb/failure';

const node = {
	id: '1',
	name: 'Cerb',
	type: 'cerb',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
} as INode;
const call = { method: 'PUT', path: 'records/task/1.json' };

describe('apiError', () => {
	test.each([
		"'title' is required.",
		'Record not found.',
		'Could not reach Cerb at host:80',
		'ECONNREFUSED was in the text',
		'ETIMEDOUT',
		'ENOTFOUND in a title',
		'The refresh token is invalid.',
		'x'.repeat(2_000),
		'<b>bold</b> & "quotes" 😀',
		'500',
	])('keeps the words %j', (message) => {
		for (const status of [undefined, 200, 400, 401, 403, 404, 429, 500, 503]) {
			const error = apiError(node, { message, hint: 'Do this', status }, call);
			expect(error).toBeInstanceOf(NodeApiError);
			expect({ status, message: error.message }).toEqual({ status, message });
		}
	});

	test.each([
		[
			{ status: 200, code: 'ERROR_NOT_FOUND' },
			'(PUT /rest/records/task/1.json: HTTP 200, ERROR_NOT_FOUND)',
			'200',
		],
		[{ status: 500 }, '(PUT /rest/records/task/1.json: HTTP 500)', '500'],
		[{ code: 'ECONNRESET' }, '(PUT /rest/records/task/1.json: no answer, ECONNRESET)', null],
		[{}, '(PUT /rest/records/task/1.json: no answer)', null],
	])('%j is told in the description and for programs', (given, facts, httpCode) => {
		const error = apiError(node, { message: 'm', hint: 'Do this', ...given }, call);
		expect(error.description).toBe(`Do this ${facts}`);
		expect(error.httpCode ?? null).toBe(httpCode);
		expect(error.context.cerb).toEqual({ ...call, status: null, code: null, ...given });
		expect(error.node).toBe(node);
	});

	test('survives being stored and being wrapped again', () => {
		const error = apiError(node, { message: 'Access denied.', hint: 'h', status: 200 }, call);
		expect(JSON.parse(JSON.stringify(error))).toMatchObject({
			message: 'Access denied.',
			description: error.description,
		});
		expect(
			new NodeApiError(node, error as unknown as ConstructorParameters<typeof NodeApiError>[1])
				.message,
		).toBe('Access denied.');
	});
});

test('inputError names what is wrong and what to do', () => {
	const error = inputError(node, 'No path is given', 'Enter one');
	expect(error).toBeInstanceOf(NodeOperationError);
	expect({ message: error.message, description: error.description, level: error.level }).toEqual({
		message: 'No path is given',
		description: 'Enter one',
		level: 'warning',
	});
});
