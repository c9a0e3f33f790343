/** Generated from docs/openapi by scripts/api-types.mjs: `npm run api -w frontend`. Do not edit. */
export interface paths {
    "/presets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** GET /presets */
        get: operations["presets_presets_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/procedures/adoptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** POST /procedures/adoptions */
        post: operations["adopt_procedures_adoptions_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/procedures/own": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** POST /procedures/own */
        post: operations["write_own_procedures_own_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/procedures/publications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** POST /procedures/publications */
        post: operations["publish_procedures_publications_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * Additions
         * @description All that a town may put onto a preset.
         */
        Additions: {
            /**
             * Documents
             * @default []
             */
            documents: components["schemas"]["Document"][];
            guidance?: components["schemas"]["Text"] | null;
            /**
             * Keywords
             * @default []
             */
            keywords: string[];
            /**
             * Rules
             * @description JSON Schema of the answers under /town
             */
            rules?: {
                [key: string]: unknown;
            } | null;
            /**
             * Sections
             * @default []
             */
            sections: components["schemas"]["Section"][];
            /** Standard Days */
            standard_days?: number | null;
        };
        /**
         * Adoption
         * @description A town's wish to offer a preset: by whom it is answered, and what the town adds.
         */
        Adoption: {
            /**
             * @default {
             *       "documents": [],
             *       "guidance": null,
             *       "keywords": [],
             *       "rules": null,
             *       "sections": [],
             *       "standard_days": null
             *     }
             */
            additions: components["schemas"]["Additions"];
            /** Effective From */
            effective_from?: string | null;
            office: components["schemas"]["Office"];
            /** Preset Id */
            preset_id: string;
        };
        /**
         * Advice
         * @description What people are told when their answers meet a condition. It never stops them: only a decision refuses.
         */
        Advice: {
            /** Id */
            id: string;
            text: components["schemas"]["Text"];
            /** When */
            when: {
                [key: string]: unknown;
            };
        };
        /**
         * Agreement
         * @description What two answers must be to one another, which a schema cannot say; an absent answer agrees with everything.
         *
         *     by  same-kana: the same name as banks write it; not-after: `left` is a date on or before `right`.
         */
        Agreement: {
            /**
             * By
             * @enum {string}
             */
            by: "same-kana" | "not-after";
            /** Left */
            left: string;
            message: components["schemas"]["Text"];
            /** Reason */
            reason: string;
            /** Right */
            right: string;
        };
        /**
         * Clocks
         * @description Three clocks: hers (申請期限), the town's own (標準処理期間, stops during correction), the law's (never stops).
         */
        Clocks: {
            deadline?: components["schemas"]["Text"] | null;
            /** Standard Days */
            standard_days?: number | null;
            /** Statutory Days */
            statutory_days?: number | null;
        };
        /**
         * Document
         * @description A paper of the procedure. `required_when`: a condition over the answers; None: always.
         */
        Document: {
            /** Document Id */
            document_id: string;
            name: components["schemas"]["Text"];
            /**
             * Optional
             * @default false
             */
            optional: boolean;
            /** Required When */
            required_when?: {
                [key: string]: unknown;
            } | null;
            /** Sources */
            sources: components["schemas"]["Source"][];
            why: components["schemas"]["Text"];
        };
        /**
         * Field
         * @description One question. `std_code` names the item of the standard form, the key for import by machines.
         *
         *     show_if  over the whole answers, or over the row inside a repeat; None: always.
         *     fields   the questions of a repeat's row, pointing into the row.
         */
        Field: {
            /** Autocomplete */
            autocomplete?: string | null;
            /**
             * Fields
             * @default []
             */
            fields: components["schemas"]["Field"][];
            help?: components["schemas"]["Text"] | null;
            item_label?: components["schemas"]["Text"] | null;
            label: components["schemas"]["Text"];
            /**
             * Options
             * @default []
             */
            options: components["schemas"]["Option"][];
            /** Pointer */
            pointer: string;
            /** Show If */
            show_if?: {
                [key: string]: unknown;
            } | null;
            /** Std Code */
            std_code: string;
            /**
             * Widget
             * @enum {string}
             */
            widget: "text" | "kana" | "textarea" | "date" | "select" | "radio" | "checkbox" | "money" | "number" | "tel" | "municipality" | "repeat";
        };
        /**
         * Form
         * @description `prefill` says which answer is filled from what: {"/claimant/name": "card.name"}.
         */
        Form: {
            /**
             * Agreements
             * @default []
             */
            agreements: components["schemas"]["Agreement"][];
            /** Prefill */
            prefill?: {
                [key: string]: string;
            };
            /** Rules */
            rules: {
                [key: string]: unknown;
            };
            /** Sections */
            sections: components["schemas"]["Section"][];
        };
        /**
         * Office
         * @description Who answers questions, in the town's words.
         */
        Office: {
            hours: components["schemas"]["Text"];
            name: components["schemas"]["Text"];
            /** Phone */
            phone: string;
        };
        /**
         * Option
         * @description One choice; `value` is what the answers hold.
         */
        Option: {
            label: components["schemas"]["Text"];
            /** Value */
            value: string | boolean | number;
        };
        /**
         * OwnProcedure
         * @description A procedure that only this town has; its id begins with "own.".
         */
        OwnProcedure: {
            /**
             * Advice
             * @default []
             */
            advice: components["schemas"]["Advice"][];
            /**
             * Assurance
             * @enum {string}
             */
            assurance: "none" | "login" | "signature";
            /** Benefit */
            benefit?: "child-allowance" | null;
            /**
             * Category
             * @enum {string}
             */
            category: "child-care" | "nursing-care" | "disaster" | "residence" | "pension" | "town";
            /**
             * @default {
             *       "deadline": null,
             *       "standard_days": null,
             *       "statutory_days": null
             *     }
             */
            clocks: components["schemas"]["Clocks"];
            /**
             * Documents
             * @default []
             */
            documents: components["schemas"]["Document"][];
            /** Effective From */
            effective_from?: string | null;
            /**
             * Fee Yen
             * @default 0
             */
            fee_yen: number;
            form?: components["schemas"]["Form"] | null;
            guidance?: components["schemas"]["Text"] | null;
            /**
             * Keywords
             * @default []
             */
            keywords: string[];
            /**
             * Kind
             * @enum {string}
             */
            kind: "application" | "notification" | "request" | "sign-up" | "inquiry" | "recruitment";
            /** Law */
            law?: string | null;
            /**
             * Life Events
             * @default []
             */
            life_events: ("pregnancy-birth" | "child-care" | "school" | "moving" | "marriage-divorce" | "care" | "disaster" | "work")[];
            name: components["schemas"]["Text"];
            office: components["schemas"]["Office"];
            /**
             * Phase
             * @enum {string}
             */
            phase: "planned" | "searchable" | "printable" | "online";
            /** Procedure Id */
            procedure_id: string;
            summary: components["schemas"]["Text"];
        };
        /**
         * PresetItem
         * @description A preset as a town's officer chooses it; `adopted_version`: the town's own current one.
         */
        PresetItem: {
            /** Adopted Version */
            adopted_version: number | null;
            /** Category */
            category: string;
            /** Kind */
            kind: string;
            /** Law */
            law: string | null;
            name: components["schemas"]["Text"];
            note: components["schemas"]["Text"];
            /** Phase */
            phase: string;
            /** Preset Id */
            preset_id: string;
            /** Revision */
            revision: number;
            summary: components["schemas"]["Text"];
        };
        /** Presets */
        Presets: {
            /** Items */
            items: components["schemas"]["PresetItem"][];
        };
        /**
         * Problem
         * @description RFC 9457. The gateway's own refusals have no `status` and no `errors`.
         */
        Problem: {
            correlation_id: string;
            detail: string;
            errors?: {
                /** @description a JSON pointer */
                field: string;
                message: string;
                reason: string;
            }[];
            status?: number;
            title: string;
            /** Format: uri */
            type: string;
        };
        /** Published */
        Published: {
            /** Snapshot */
            snapshot: number;
        };
        /**
         * Section
         * @description Fields asked together, under one heading.
         */
        Section: {
            /** Fields */
            fields: components["schemas"]["Field"][];
            /** Id */
            id: string;
            intro?: components["schemas"]["Text"] | null;
            /** Show If */
            show_if?: {
                [key: string]: unknown;
            } | null;
            title: components["schemas"]["Text"];
        };
        /**
         * Source
         * @description Where the town gets what a document would show.
         *
         *     linkage   from another institution: the item asked for. Under trial operation (試行) paper is still needed,
         *               under full operation (本格運用) it is not.
         *     register  from the town's own register; nobody is asked.
         *     attach    from the citizen, in an attachment slot.
         */
        Source: {
            /** Item */
            item?: string | null;
            /**
             * Kind
             * @enum {string}
             */
            kind: "linkage" | "register" | "attach";
            /** Phase */
            phase?: ("trial" | "full") | null;
            /** Slot */
            slot?: string | null;
        };
        /**
         * Text
         * @description One text three times; plain Japanese falls back to the full Japanese. A bare text is the same in all three.
         */
        Text: {
            /** Easy */
            easy?: string | null;
            /** En */
            en: string;
            /** Ja */
            ja: string;
        };
        /** Written */
        Written: {
            /** Procedure Id */
            procedure_id: string;
            /** Version */
            version: number;
        };
    };
    responses: {
        /** @description The request cannot be read; the fields are named */
        Refused400: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Problem"];
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Nobody, or not who they say */
        Refused401: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Problem"];
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Known, but without the right */
        Refused403: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Problem"];
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Absent, or another's: the two look alike */
        Refused404: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Problem"];
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Somebody else was first */
        Refused409: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Problem"];
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description An older version was edited */
        Refused412: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Problem"];
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Too large */
        Refused413: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Problem"];
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Not JSON */
        Refused415: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Problem"];
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Readable, but against a rule; the fields are named */
        Refused422: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Problem"];
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Too many requests at once (the gateway) */
        Refused429: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Problem"];
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Our fault; what was entered is not lost */
        Refused500: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Problem"];
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description A neighbour does not answer; try again */
        Refused503: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Problem"];
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Too slow (the gateway); try again */
        Refused504: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Problem"];
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    presets_presets_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Presets"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            413: components["responses"]["Refused413"];
            415: components["responses"]["Refused415"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
            504: components["responses"]["Refused504"];
        };
    };
    adopt_procedures_adoptions_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Adoption"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Written"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            409: components["responses"]["Refused409"];
            412: components["responses"]["Refused412"];
            413: components["responses"]["Refused413"];
            415: components["responses"]["Refused415"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
            504: components["responses"]["Refused504"];
        };
    };
    write_own_procedures_own_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OwnProcedure"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Written"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            409: components["responses"]["Refused409"];
            412: components["responses"]["Refused412"];
            413: components["responses"]["Refused413"];
            415: components["responses"]["Refused415"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
            504: components["responses"]["Refused504"];
        };
    };
    publish_procedures_publications_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Published"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            409: components["responses"]["Refused409"];
            412: components["responses"]["Refused412"];
            413: components["responses"]["Refused413"];
            415: components["responses"]["Refused415"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
            504: components["responses"]["Refused504"];
        };
    };
}
