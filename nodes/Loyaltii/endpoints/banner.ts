import type { Resource } from '../../shared/operation';
import { done } from '../endpoint/answers';
import { at } from '../endpoint/endpoint';
import { hidden, jsonList, required } from '../endpoint/entries';
import { operation } from '../endpoint/operation';

const reset = {
	answer: done('Reset'),
	// To empty a cache twice leaves it empty.
	repeatable: true,
	meanings: {
		404: { message: 'A banner was not found', remedy: 'Correct the banners of this item.' },
	},
};

export const bannerResource: Resource = {
	value: 'banner',
	name: 'Banner',
	initial: 'resetCache',
	operations: [
		operation({
			value: 'resetCache',
			name: 'Reset Cache',
			action: 'Reset cache of banners',
			description: 'Ask the platform to read banners anew',
			endpoint: at(4, 'POST Banners/CacheReset', { body: ({ banners }) => banners as unknown[] }),
			fields: [
				required(
					jsonList(
						'banners',
						'Banners (JSON)',
						'The banners as a JSON array, sent as it is; the vendor does not document its shape',
					),
				),
			],
			...reset,
		}),
		operation({
			value: 'resetVersionCache',
			name: 'Reset Cache of Versions',
			action: 'Reset cache of banner versions',
			description: 'Ask the platform to read versions of banners anew',
			endpoint: at(5, 'POST Banners/CacheReset?secret={secret}', {
				body: ({ versions }) => versions as unknown[],
			}),
			fields: [
				hidden('secret', 'Secret', 'The secret the vendor asks for here', {
					required: true,
					placeholder: 'mx7Kq',
				}),
				required(
					jsonList(
						'versions',
						'Versions (JSON)',
						'The versions of banners as a JSON array, sent as it is; the vendor does not document its shape',
					),
				),
			],
			...reset,
		}),
	],
};
