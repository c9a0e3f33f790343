/** Generated from docs/openapi by scripts/api-types.mjs: `npm run api -w frontend`. Do not edit. */
export interface paths {
    "/api/municipalities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** GET /api/municipalities */
        get: operations["municipalities_api_municipalities_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/procedures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** GET /api/procedures */
        get: operations["find_api_procedures_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/procedures/{municipality}/{procedure_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** GET /api/procedures/{municipality}/{procedure_id} */
        get: operations["one_api_procedures__municipality___procedure_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/procedures/{municipality}/{procedure_id}/estimate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** POST /api/procedures/{municipality}/{procedure_id}/estimate */
        post: operations["estimate_api_procedures__municipality___procedure_id__estimate_post"];
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
         * Estimate
         * @description What a claim would bring, told before anything is signed. It is not a decision.
         */
        Estimate: {
            /** From Month */
            from_month: string;
            /** @description the loss of a claim made after last_safe_date, or of this one when late */
            if_late: components["schemas"]["Late"];
            /**
             * Last Safe Date
             * Format: date
             */
            last_safe_date: string;
            /** Late */
            late: boolean;
            /** Monthly Yen */
            monthly_yen: number;
            /** Payments */
            payments: components["schemas"]["Payment"][];
            /** Per Child */
            per_child: components["schemas"]["PerChild"][];
            /** Rule */
            rule: string;
        };
        /**
         * EstimateChild
         * @description `supported_adult` and `proof` matter from the end of 18's school year on.
         */
        EstimateChild: {
            /**
             * Birth Date
             * Format: date
             */
            birth_date: string;
            /**
             * Living
             * @default together
             * @enum {string}
             */
            living: "together" | "apart";
            /**
             * Proof
             * @default false
             */
            proof: boolean;
            /**
             * Supported Adult
             * @default false
             */
            supported_adult: boolean;
        };
        /**
         * EstimateQuestion
         * @description `event_date`: the planned move-out date (転出予定日) or the birth. `applied_at`: now, when absent.
         */
        EstimateQuestion: {
            /** Applied At */
            applied_at?: string | null;
            /** Children */
            children: components["schemas"]["EstimateChild"][];
            /** Event Date */
            event_date?: string | null;
        };
        /**
         * Late
         * @description What a claim after the last safe date costs.
         */
        Late: {
            /** From Month */
            from_month: string;
            /** Lost Yen */
            lost_yen: number;
        };
        /**
         * MunicipalityItem
         * @description `procedures`: how many the town publishes.
         */
        MunicipalityItem: {
            /** Code */
            code: string;
            /** Kana */
            kana: string;
            /** Kind */
            kind: string;
            /** Name */
            name: string;
            /** Prefecture */
            prefecture: string;
            /** Procedures */
            procedures: number;
        };
        /** MunicipalityList */
        MunicipalityList: {
            /** Items */
            items: components["schemas"]["MunicipalityItem"][];
        };
        /**
         * Payment
         * @description One transfer and the months it covers.
         */
        Payment: {
            /** Amount Yen */
            amount_yen: number;
            /** Covers */
            covers: string[];
            /** Month */
            month: string;
        };
        /**
         * PerChild
         * @description One child's part in a month; `order` is the place among the children who count.
         */
        PerChild: {
            /** About */
            about: string;
            /**
             * Birth Date
             * Format: date
             */
            birth_date: string;
            /** Order */
            order: number | null;
            /**
             * Reason
             * @enum {string}
             */
            reason: "paid" | "counted" | "no-proof" | "not-supported" | "too-old" | "not-born";
            /** Yen */
            yen: number;
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
    municipalities_api_municipalities_get: {
        parameters: {
            query?: {
                q?: string;
            };
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
                    "application/json": components["schemas"]["MunicipalityList"];
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
    find_api_procedures_get: {
        parameters: {
            query?: {
                category?: string;
                cursor?: string;
                lang?: ("ja" | "easy" | "en") | null;
                life_event?: string;
                municipality?: string;
                q?: string;
                standard_id?: string;
            };
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
                    "application/json": {
                        [key: string]: unknown;
                    };
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
    one_api_procedures__municipality___procedure_id__get: {
        parameters: {
            query?: {
                lang?: ("ja" | "easy" | "en") | null;
            };
            header?: never;
            path: {
                municipality: string;
                procedure_id: string;
            };
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
                    "application/json": {
                        [key: string]: unknown;
                    };
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
    estimate_api_procedures__municipality___procedure_id__estimate_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                municipality: string;
                procedure_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EstimateQuestion"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Estimate"];
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
