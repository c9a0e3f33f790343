"""The portal and its API under one name: one cookie jar, one security policy, no CORS."""

from pathlib import Path

import aws_cdk as cdk
from aws_cdk import aws_certificatemanager as acm
from aws_cdk import aws_cloudfront as cloudfront
from aws_cdk import aws_cloudfront_origins as origins
from aws_cdk import aws_s3_deployment as deployment
from constructs import Construct

from infra.constructs import Api, Bucket
from infra.nag import excuse
from infra.zone import ServicesZone, repository

TO_THE_APP = """function handler(event) {
  var request = event.request;
  if (!request.uri.split('/').pop().includes('.')) { request.uri = '/index.html'; }
  return request;
}"""
BUILT = "frontend/dist/portal"
# No window of another site holds a handle on ours, none embeds what we serve, and the pages use no device: a card
# reader's app is spoken to by its own bridge.
ALONE = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(
        f"{feature}=()"
        for feature in (
            "accelerometer",
            "autoplay",
            "camera",
            "display-capture",
            "fullscreen",
            "geolocation",
            "gyroscope",
            "magnetometer",
            "microphone",
            "midi",
            "payment",
            "publickey-credentials-get",
            "screen-wake-lock",
            "usb",
            "xr-spatial-tracking",
        )
    ),
}


def content_security_policy(uploads: str) -> str:
    """No inline, no eval, no HTML from strings, nothing from elsewhere; `uploads` is where presigned links lead."""
    parts = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "connect-src": f"'self' {uploads}",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
        "base-uri": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in parts.items())


class Web(Construct):
    """`files` holds the built portal; the distribution also carries /api/* to the citizen API, with `headers` on top."""

    def __init__(
        self, scope: Construct, id: str, *, files: Bucket, api: Api, uploads: str, headers: dict[str, str]
    ) -> None:
        super().__init__(scope, id)
        zone = ServicesZone.of(self)
        policy = self._headers(uploads)
        rewrite = cloudfront.Function(
            self,
            "Rewrite",
            runtime=cloudfront.FunctionRuntime.JS_2_0,
            code=cloudfront.FunctionCode.from_inline(TO_THE_APP),
        )
        self.distribution = cloudfront.Distribution(
            self,
            "Site",
            comment=f"Madoguchi {zone.stage.name}: the citizen portal",
            default_root_object="index.html",
            web_acl_id=zone.stage.settings.web_acl_arn or None,
            **self._name(zone),
            default_behavior=cloudfront.BehaviorOptions(
                origin=origins.S3BucketOrigin.with_origin_access_control(files.bucket),
                response_headers_policy=policy,
                viewer_protocol_policy=self._scheme(zone),
                function_associations=[
                    cloudfront.FunctionAssociation(
                        event_type=cloudfront.FunctionEventType.VIEWER_REQUEST, function=rewrite
                    )
                ],
            ),
            additional_behaviors={
                "/api/*": cloudfront.BehaviorOptions(
                    origin=self._api(api, headers),
                    allowed_methods=cloudfront.AllowedMethods.ALLOW_ALL,
                    cache_policy=cloudfront.CachePolicy.CACHING_DISABLED,
                    origin_request_policy=cloudfront.OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
                    viewer_protocol_policy=self._scheme(zone),
                )
            },
        )
        self._excuse()
        if not zone.stage.local:  # the local stage is filled by its operator: the emulator lacks the uploader's tool
            self._upload(files)

    def _excuse(self) -> None:
        site, own = self.distribution, ServicesZone.of(self).stage.settings
        excuse(site, "AwsSolutions-CFR1", "Who is abroad for a while applies too: no country is shut out.")
        excuse(
            site,
            "AwsSolutions-CFR3",
            "It would keep visitors' addresses beside what they read. The API behind it logs route, status and latency.",
        )
        if not own.web_acl_arn:
            excuse(
                site,
                "AwsSolutions-CFR2",
                "The firewall stands in us-east-1 and is deployed first; its ARN comes by the setting web_acl_arn.",
            )
        if not own.portal_domain:
            excuse(
                site,
                "AwsSolutions-CFR4",
                "TLS 1.2 comes with the portal's own name (settings portal_domain, certificate_arn); "
                "CloudFront's own name allows no choice.",
            )

    def _name(self, zone: ServicesZone) -> dict[str, object]:
        """The portal's own name and TLS 1.2, once the operator has a certificate for it in us-east-1."""
        own = zone.stage.settings
        if not own.portal_domain:
            return {}
        return {
            "domain_names": [own.portal_domain],
            "certificate": acm.Certificate.from_certificate_arn(self, "Certificate", own.certificate_arn),
            "minimum_protocol_version": cloudfront.SecurityPolicyProtocol.TLS_V1_2_2021,
        }

    @staticmethod
    def _api(api: Api, headers: dict[str, str]) -> origins.HttpOrigin:
        """As the CDK's own RestApiOrigin, but complete: who changes the header must send the whole of it back."""
        stage = api.api.deployment_stage.stage_name
        domain = f"{api.api.rest_api_id}.execute-api.{cdk.Aws.REGION}.{cdk.Aws.URL_SUFFIX}"
        return origins.HttpOrigin(
            domain,
            origin_path=f"/{stage}",
            protocol_policy=cloudfront.OriginProtocolPolicy.HTTPS_ONLY,
            http_port=80,
            https_port=443,
            custom_headers=headers,
        )

    @staticmethod
    def _scheme(zone: ServicesZone) -> cloudfront.ViewerProtocolPolicy:
        policy = cloudfront.ViewerProtocolPolicy
        return policy.ALLOW_ALL if zone.stage.local else policy.REDIRECT_TO_HTTPS

    def _headers(self, uploads: str) -> cloudfront.ResponseHeadersPolicy:
        return cloudfront.ResponseHeadersPolicy(
            self,
            "Headers",
            security_headers_behavior=cloudfront.ResponseSecurityHeadersBehavior(
                content_security_policy=cloudfront.ResponseHeadersContentSecurityPolicy(
                    content_security_policy=content_security_policy(uploads), override=True
                ),
                content_type_options=cloudfront.ResponseHeadersContentTypeOptions(override=True),
                frame_options=cloudfront.ResponseHeadersFrameOptions(
                    frame_option=cloudfront.HeadersFrameOption.DENY, override=True
                ),
                referrer_policy=cloudfront.ResponseHeadersReferrerPolicy(
                    referrer_policy=cloudfront.HeadersReferrerPolicy.NO_REFERRER, override=True
                ),
                strict_transport_security=cloudfront.ResponseHeadersStrictTransportSecurity(
                    access_control_max_age=cdk.Duration.days(365), include_subdomains=True, override=True
                ),
            ),
            custom_headers_behavior=cloudfront.ResponseCustomHeadersBehavior(
                custom_headers=[
                    cloudfront.ResponseCustomHeader(header=name, value=value, override=True)
                    for name, value in ALONE.items()
                ]
            ),
        )

    def _upload(self, files: Bucket) -> None:
        if not Path(repository(BUILT)).exists():
            raise SystemExit("the portal is not built: run `make web` first")
        upload = deployment.BucketDeployment(
            self,
            "Upload",
            sources=[deployment.Source.asset(repository(BUILT))],
            destination_bucket=files.bucket,
            distribution=self.distribution,
            log_group=ServicesZone.of(self).log_group(self, f"/madoguchi/{ServicesZone.of(self).stage.name}/upload"),
        )
        self._excuse_helper(upload)

    @staticmethod
    def _excuse_helper(upload: deployment.BucketDeployment) -> None:
        """The CDK's own function, at work while a stage is deployed and never after."""
        helper = next(
            each for each in cdk.Stack.of(upload).node.children if "Custom::CDKBucketDeployment" in each.node.id
        )
        ours = "the CDK sets it, and replaces it with its own releases"
        for rule, what, why in (
            ("AwsSolutions-L1", "", f"runtime: {ours}"),
            ("Serverless-LambdaLatestVersion", "", f"runtime: {ours}"),
            ("Serverless-LambdaTracing", "", "nobody waits for it but the deployment, which reports its failure"),
            ("Serverless-LambdaDLQ", "", "CloudFormation waits for its answer and rolls back without one"),
            ("AwsSolutions-IAM4", r"Policy::\S*AWSLambdaBasicExecutionRole", "it may write its log, no more"),
            ("AwsSolutions-IAM5", r"Action::s3:(GetObject|GetBucket|List)\*", "it reads the assets it was given"),
            ("AwsSolutions-IAM5", r"Action::s3:(DeleteObject|Abort)\*", "it replaces the old pages"),
            ("AwsSolutions-IAM5", r"Resource::\S*cdk-\w+-assets-\S*/\*", "the staging bucket of this account"),
            ("AwsSolutions-IAM5", r"Resource::<Files\w+\.Arn>/\*", "the bucket of the pages"),
            (
                "AwsSolutions-IAM5",
                r"Resource::\*",
                "cache invalidation of a distribution that has no narrower resource",
            ),
        ):
            excuse(helper, rule, f"The uploader, at deployment only: {why}.", what=what)
