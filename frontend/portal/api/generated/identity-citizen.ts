/** Generated from docs/openapi by scripts/api-types.mjs: `npm run api -w frontend`. Do not edit. */
export interface paths {
    "/api/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** GET /api/me */
        get: operations["read_api_me_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** PATCH /api/me */
        patch: operations["change_api_me_patch"];
        trace?: never;
    };
    "/api/me/signing-certificate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** POST /api/me/signing-certificate */
        post: operations["show_api_me_signing_certificate_post"];
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
        /** AccountView */
        AccountView: {
            /** Account Id */
            account_id: string;
            attributes: components["schemas"]["CardAttributes"] | null;
            /** Electronic Decision */
            electronic_decision: boolean;
            /** Email */
            email: string | null;
            /** Language */
            language: string;
        };
        /** CardAttributes */
        CardAttributes: {
            /** Address */
            address: string;
            /** Address Mask */
            address_mask: string;
            /**
             * Birth Date
             * Format: date
             */
            birth_date: string;
            /** Certificate Valid Until */
            certificate_valid_until: string;
            /** Name */
            name: string;
            /** Name Mask */
            name_mask: string;
            /**
             * Sex
             * @enum {string}
             */
            sex: "male" | "female" | "other";
        };
        /** CertificateView */
        CertificateView: {
            /** As Of */
            as_of: string;
            attributes: components["schemas"]["FourAttributes"];
            /** Source */
            source: string;
            /** Status */
            status: string;
            /** Valid Until */
            valid_until: string;
        };
        /** FourAttributes */
        FourAttributes: {
            /** Address */
            address: string;
            /** Birth Date */
            birth_date: string;
            /** Name */
            name: string;
            /** Sex */
            sex: string;
        };
        /** HTTPValidationError */
        HTTPValidationError: {
            /** Detail */
            detail?: components["schemas"]["ValidationError"][];
        };
        /**
         * Preferences
         * @description What a citizen may change herself; None leaves a value as it is, an empty e-mail address removes it.
         */
        Preferences: {
            /** Electronic Decision */
            electronic_decision?: boolean | null;
            /** Email */
            email?: string | null;
            /** Language */
            language?: ("ja" | "en") | null;
        };
        /** ResponseValidationError */
        ResponseValidationError: {
            /** Detail */
            detail?: components["schemas"]["ValidationError"][];
        };
        /** ShowCertificate */
        ShowCertificate: {
            /**
             * Certificate
             * @description base64 DER of the signing certificate
             */
            certificate: string;
        };
        /** ValidationError */
        ValidationError: {
            /** Location */
            loc: (string | number)[];
            /** Error Type */
            type: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    read_api_me_get: {
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
                    "application/json": components["schemas"]["AccountView"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    change_api_me_patch: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Preferences"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountView"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    show_api_me_signing_certificate_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ShowCertificate"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CertificateView"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
}
