/** Generated from docs/openapi by scripts/api-types.mjs: `npm run api -w frontend`. Do not edit. */
export interface paths {
    "/cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** GET /cases */
        get: operations["inbox_cases_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cases/{receipt}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** GET /cases/{receipt} */
        get: operations["case_cases__receipt__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cases/{receipt}/approval": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** POST /cases/{receipt}/approval */
        post: operations["judge_cases__receipt__approval_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cases/{receipt}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** POST /cases/{receipt}/decision */
        post: operations["propose_cases__receipt__decision_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cases/{receipt}/package-link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** POST /cases/{receipt}/package-link */
        post: operations["package_link_cases__receipt__package_link_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cases/{receipt}/return": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** POST /cases/{receipt}/return */
        post: operations["send_back_cases__receipt__return_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/standing-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** POST /standing-rules */
        post: operations["publish_rule_standing_rules_post"];
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
        /** ApplicantPart */
        ApplicantPart: {
            /** Address */
            address: string;
            /** Addressee Number */
            addressee_number: string | null;
            /**
             * Birth Date
             * Format: date
             */
            birth_date: string;
            /** Matched By */
            matched_by: string | null;
            /** Name */
            name: string;
            /** Sex */
            sex: string;
        };
        /**
         * ApprovalRequest
         * @description `findings_seen`: the same findings, confirmed by the second. To decline needs a reason.
         */
        ApprovalRequest: {
            /** Approve */
            approve: boolean;
            /**
             * Findings Seen
             * @default []
             */
            findings_seen: string[];
            /** Proposal Id */
            proposal_id: string;
            /**
             * Reason
             * @default
             */
            reason: string;
        };
        /**
         * Approved
         * @description The decision's id and number, null when the proposal was declined.
         */
        Approved: {
            /** Decision Id */
            decision_id: string | null;
            /** Document Number */
            document_number: string | null;
            /** Proposal Id */
            proposal_id: string;
            /** Receipt */
            receipt: string;
            status: components["schemas"]["Status"];
            /** Version */
            version: number;
        };
        /**
         * Attachment
         * @description A file of the package, by its digest; the file itself never passes a function.
         */
        Attachment: {
            /** Attachment Id */
            attachment_id?: string | null;
            /** Content Type */
            content_type?: string | null;
            /** Name */
            name: string;
            /** Sha256 */
            sha256: string;
            /** Size */
            size?: number | null;
            /** Slot */
            slot: string;
        };
        /**
         * CasePage
         * @description Everything the officer in charge needs on one page; `version` is the ETag of her acts.
         *
         *     `proposal` is what the law would pay, computed; `proposed_decision` what an officer proposes.
         */
        CasePage: {
            /** Answers */
            answers: {
                [key: string]: unknown;
            };
            applicant: components["schemas"]["ApplicantPart"];
            /**
             * Arrived At
             * Format: date-time
             */
            arrived_at: string;
            /** Attachments */
            attachments: components["schemas"]["Attachment"][];
            clock: components["schemas"]["Clock"];
            decision: components["schemas"]["DecisionPart"] | null;
            /** Findings */
            findings: components["schemas"]["FindingPart"][];
            /** History */
            history: components["schemas"]["HistoryLine"][];
            /** Household */
            household: components["schemas"]["MemberPart"][];
            /** Household As Of */
            household_as_of: string | null;
            /** Inquiries */
            inquiries: components["schemas"]["InquiryPart"][];
            /** Match */
            match: components["schemas"]["MatchPart"][];
            package: components["schemas"]["SealedPackage"];
            procedure: components["schemas"]["Procedure"];
            proposal: components["schemas"]["Proposal"] | null;
            /** Proposals */
            proposals: components["schemas"]["ProposedPart"][];
            proposed_decision: components["schemas"]["ProposedPart"] | null;
            /** Receipt */
            receipt: string;
            /** Returns */
            returns: components["schemas"]["Return"][];
            /** Revision */
            revision: number;
            status: components["schemas"]["Status"];
            /** Version */
            version: number;
            /**
             * Waiting For
             * @enum {string}
             */
            waiting_for: "applicant" | "linkage" | "officer" | "nobody";
        };
        /** Clock */
        Clock: {
            /**
             * Standard Due On
             * Format: date
             */
            standard_due_on: string;
        };
        /** DecisionPart */
        DecisionPart: {
            /** By */
            by: string;
            /**
             * Decided At
             * Format: date-time
             */
            decided_at: string;
            /** Decision Id */
            decision_id: string;
            /** Document Number */
            document_number: string;
            /** Findings Confirmed */
            findings_confirmed: string[];
            /** From Month */
            from_month: string | null;
            /** Monthly Yen */
            monthly_yen: number;
            /** Outcome */
            outcome: string;
            /** Proposed By */
            proposed_by: string | null;
            /** Reason */
            reason: string;
            /** Remedies */
            remedies: string | null;
        };
        /**
         * Effect
         * @enum {string}
         */
        Effect: "none" | "earner-changes" | "check" | "pending" | "not-filed";
        /**
         * FindingPart
         * @description `id`: what an officer confirms when a finding asks for two people.
         */
        FindingPart: {
            /** Code */
            code: string;
            /** Id */
            id: string;
            /** Message */
            message: string;
            /** People */
            people: number;
            /** Pointer */
            pointer: string | null;
        };
        /** HistoryLine */
        HistoryLine: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** By */
            by: string;
            /** Code */
            code: string;
            /** Revision */
            revision: number;
        };
        /**
         * Inbox
         * @description `today` is the house's day in Japan: what is overdue is not for the reader's own clock to say.
         */
        Inbox: {
            /** Items */
            items: components["schemas"]["InboxLine"][];
            /** Month */
            month: string;
            /** Next */
            next: string | null;
            /**
             * Today
             * Format: date
             */
            today: string;
        };
        /** InboxLine */
        InboxLine: {
            /** Applicant Name */
            applicant_name: string;
            /**
             * Arrived At
             * Format: date-time
             */
            arrived_at: string;
            clock: components["schemas"]["Clock"];
            procedure: components["schemas"]["ProcedureName"];
            /** Receipt */
            receipt: string;
            /** Revision */
            revision: number;
            status: components["schemas"]["Status"];
            /**
             * Waiting For
             * @enum {string}
             */
            waiting_for: "applicant" | "linkage" | "officer" | "nobody";
        };
        /** InquiryPart */
        InquiryPart: {
            /** About Label */
            about_label: string;
            /** Answered At */
            answered_at: string | null;
            /** Asked At */
            asked_at: string | null;
            /** Gate */
            gate: string | null;
            item: components["schemas"]["ProcedureName"];
            /** Processing Number */
            processing_number: string | null;
            provider: components["schemas"]["Provider"] | null;
            status: components["schemas"]["InquiryStatus"];
        };
        /**
         * InquiryStatus
         * @enum {string}
         */
        InquiryStatus: "planned" | "accepted" | "waiting" | "answered" | "acknowledged" | "refused" | "internal" | "officer";
        /** ItemToReturn */
        ItemToReturn: {
            /** Pointer */
            pointer: string;
            /** Reason */
            reason: string;
        };
        /** MatchPart */
        MatchPart: {
            /** Declared */
            declared: string | number | null;
            effect: components["schemas"]["Effect"];
            /** Fetched */
            fetched: string | number | null;
            /** Label */
            label: string;
            /** Pointer */
            pointer: string;
            /** Source */
            source: string;
            verdict: components["schemas"]["Verdict"];
        };
        /** MemberPart */
        MemberPart: {
            /** Addressee Number */
            addressee_number: string;
            /**
             * Birth Date
             * Format: date
             */
            birth_date: string;
            /** Name */
            name: string;
            /** Registered Here */
            registered_here: boolean;
            /** Relationship */
            relationship: string;
        };
        /** PackageLink */
        PackageLink: {
            /** Expires In */
            expires_in: number;
            /** Sha256 */
            sha256: string;
            /** Url */
            url: string;
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
        /**
         * Procedure
         * @description The version she began with; the case stays on it, whatever the town publishes since.
         */
        Procedure: {
            /** Kind */
            kind: string;
            /** Name */
            name: string;
            /** Procedure Id */
            procedure_id: string;
            /** Standard Id */
            standard_id?: string | null;
            /** Version */
            version: number | string;
        };
        /** ProcedureName */
        ProcedureName: {
            /** Id */
            id: string;
            /** Name */
            name: string;
        };
        /**
         * Proposal
         * @description `provisional` while a finding, an inquiry without its value, or a returned item is open.
         */
        Proposal: {
            /** From Month */
            from_month: string;
            /** Monthly Yen */
            monthly_yen: number;
            /** Payments */
            payments: components["schemas"]["Payment"][];
            /** Per Child */
            per_child: components["schemas"]["PerChild"][];
            /** Provisional */
            provisional: boolean;
            /** Rule */
            rule: string;
        };
        /**
         * ProposalRequest
         * @description `findings_confirmed`: the ids of those findings that ask for two people, which she confirms as the first.
         */
        ProposalRequest: {
            /**
             * Findings Confirmed
             * @default []
             */
            findings_confirmed: string[];
            /** From Month */
            from_month?: string | null;
            /**
             * Monthly Yen
             * @default 0
             */
            monthly_yen: number;
            /**
             * Outcome
             * @enum {string}
             */
            outcome: "granted" | "partly" | "dismissed";
            /**
             * Reason
             * @default
             */
            reason: string;
            /** Remedies */
            remedies?: string | null;
        };
        /** Proposed */
        Proposed: {
            /** Proposal Id */
            proposal_id: string;
            /** Receipt */
            receipt: string;
            status: components["schemas"]["Status"];
            /** Version */
            version: number;
        };
        /**
         * ProposedPart
         * @description A proposed decision; `ended` says what became of it, null while it waits for approval.
         */
        ProposedPart: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** By */
            by: string;
            /** Ended */
            ended: string | null;
            /** Ended At */
            ended_at: string | null;
            /** Ended By */
            ended_by: string | null;
            /** Ended Reason */
            ended_reason: string | null;
            /** Findings Confirmed */
            findings_confirmed: string[];
            /** From Month */
            from_month: string | null;
            /** Monthly Yen */
            monthly_yen: number;
            /** Outcome */
            outcome: string;
            /** Proposal Id */
            proposal_id: string;
            /** Reason */
            reason: string;
            /** Remedies */
            remedies: string | null;
        };
        /** Provider */
        Provider: {
            /** Code */
            code: string;
            /** Name */
            name: string;
        };
        /** PublishedRule */
        PublishedRule: {
            /** Affair */
            affair: string;
            /** Version */
            version: number;
        };
        /**
         * Return
         * @description A request to correct (補正): only these items reopen for her.
         */
        Return: {
            /** Answered At */
            answered_at?: string | null;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** By */
            by: string;
            /** Items */
            items: components["schemas"]["ReturnedItem"][];
            /** Message */
            message: string;
            /** Return Id */
            return_id: string;
            /** Revision */
            revision: number;
        };
        /** Returned */
        Returned: {
            /** Receipt */
            receipt: string;
            /** Return Id */
            return_id: string;
            status: components["schemas"]["Status"];
            /** Version */
            version: number;
        };
        /** ReturnedItem */
        ReturnedItem: {
            /** Label */
            label: string;
            /** Pointer */
            pointer: string;
            /** Reason */
            reason: string;
        };
        /** ReturnRequest */
        ReturnRequest: {
            /** Items */
            items: components["schemas"]["ItemToReturn"][];
            /**
             * Message
             * @default
             */
            message: string;
        };
        /**
         * RuleRequest
         * @description A standing rule for automatic inquiries (自動照会), as a section publishes it.
         */
        RuleRequest: {
            /** Affair */
            affair: string;
            /** Effective From */
            effective_from?: string | null;
            /**
             * Enabled
             * @default true
             */
            enabled: boolean;
            /** Items */
            items: string[];
        };
        /** SealedPackage */
        SealedPackage: {
            /** Sha256 */
            sha256: string;
            /** Size */
            size: number;
        };
        /**
         * Status
         * @enum {string}
         */
        Status: "delivered" | "formal" | "substantive" | "returned" | "approval" | "decided" | "withdrawn";
        /**
         * Verdict
         * @enum {string}
         */
        Verdict: "match" | "variant" | "differs" | "unknown";
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
    inbox_cases_get: {
        parameters: {
            query?: {
                cursor?: string | null;
                month?: string | null;
                status?: string | null;
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
                    "application/json": components["schemas"]["Inbox"];
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
    case_cases__receipt__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                receipt: string;
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
                    "application/json": components["schemas"]["CasePage"];
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
    judge_cases__receipt__approval_post: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
                "If-Match": string;
            };
            path: {
                receipt: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApprovalRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Approved"];
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
    propose_cases__receipt__decision_post: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
                "If-Match": string;
            };
            path: {
                receipt: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProposalRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Proposed"];
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
    package_link_cases__receipt__package_link_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                receipt: string;
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
                    "application/json": components["schemas"]["PackageLink"];
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
    send_back_cases__receipt__return_post: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
                "If-Match": string;
            };
            path: {
                receipt: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReturnRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Returned"];
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
    publish_rule_standing_rules_post: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RuleRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublishedRule"];
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
