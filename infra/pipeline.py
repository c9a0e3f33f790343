"""The way to production, as its own small app: prove a commit, deploy it stage by stage, and ask before the last.

    cdk deploy --app "python -m infra.pipeline"

It stands in an account of its own and holds no data. Each stage's deployment may assume that stage's CDK roles and
nothing else; nobody outside the account holds a key to it (docs/decisions/0036-pipeline.md).
"""

from collections.abc import Sequence

import aws_cdk as cdk
from aws_cdk import aws_codebuild as codebuild
from aws_cdk import aws_codepipeline as codepipeline
from aws_cdk import aws_codepipeline_actions as actions
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_logs as logs
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_sns as sns
from constructs import Construct

from infra import nag
from infra.nag import excuse
from infra.settings import PIPELINE, SETTINGS, Pipeline, Settings
from infra.stage import EDGE_REGION, REGION

STAGES = ("dev", "stg", "prod")
IMAGE = "public.ecr.aws/docker/library/python:3.13-bookworm"  # a fresh machine, as the README asks for one
PROVE_MINUTES, DEPLOY_MINUTES = 60, 90
CDK_ROLES = ("deploy", "file-publishing", "lookup")


class PipelineStack(cdk.Stack):
    def __init__(self, scope: Construct, *, settings: Pipeline = PIPELINE) -> None:
        super().__init__(
            scope,
            "Madoguchi-pipeline",
            env=cdk.Environment(account=settings.account, region=REGION),
            termination_protection=True,
            tags={"stage": "pipeline"},
        )
        self.key = kms.Key(self, "Key", description="What the pipeline carries and logs", enable_key_rotation=True)
        self.key.grant_encrypt_decrypt(iam.ServicePrincipal(f"logs.{REGION}.amazonaws.com"))
        self.asked = sns.Topic(self, "Asked", master_key=self.key, enforce_ssl=True)
        self.source = codepipeline.Artifact("Source")
        codepipeline.Pipeline(
            self,
            "Pipeline",
            pipeline_type=codepipeline.PipelineType.V2,
            execution_mode=codepipeline.ExecutionMode.QUEUED,
            restart_execution_on_update=False,
            artifact_bucket=self._artifacts(),
            stages=[self._commit(settings), self._proof(), *(self._stage(name) for name in STAGES)],
        )
        self._excuse()

    def _excuse(self) -> None:
        own = "The grants that CodePipeline and CodeBuild make themselves: one bucket's artifacts, their key, own logs and reports."
        excuse(
            self,
            "AwsSolutions-IAM5",
            own,
            what=r"Action::(s3|kms):.*|Resource::(<Artifacts.*|arn:.*:(logs|codebuild):.*)",
        )
        machine = "Builds run on the fresh machine that the README promises to be enough, not on a prepared one."
        excuse(self, "AwsSolutions-CB5", machine)

    def _artifacts(self) -> s3.Bucket:
        return s3.Bucket(
            self,
            "Artifacts",
            encryption=s3.BucketEncryption.KMS,
            encryption_key=self.key,
            bucket_key_enabled=True,
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            enforce_ssl=True,
            server_access_logs_prefix="access/",
            lifecycle_rules=[s3.LifecycleRule(expiration=cdk.Duration.days(90))],
            removal_policy=cdk.RemovalPolicy.DESTROY,
        )

    def _commit(self, settings: Pipeline) -> codepipeline.StageProps:
        owner, repository = settings.repository.split("/")
        source = actions.CodeStarConnectionsSourceAction(
            action_name="Commit",
            connection_arn=settings.connection_arn
            or f"arn:aws:codeconnections:{REGION}:{settings.account}:connection/none",
            owner=owner,
            repo=repository,
            branch=settings.branch,
            output=self.source,
            code_build_clone_output=True,
        )
        return codepipeline.StageProps(stage_name="Source", actions=[source])

    def _proof(self) -> codepipeline.StageProps:
        project = self._project("Prove", ["make test"], minutes=PROVE_MINUTES)
        return codepipeline.StageProps(stage_name="Prove", actions=[self._build("Prove", project, 1)])

    def _stage(self, name: str) -> codepipeline.StageProps:
        """What would change, a yes for production, the deployment, and the tests that only a cloud can run."""
        deploy = self._project(f"Deploy-{name}", [f"make deploy STAGE={name} YES=1"], minutes=DEPLOY_MINUTES)
        check = self._project(f"Check-{name}", [f"make live STAGE={name}"], minutes=PROVE_MINUTES)
        for project in (deploy, check):
            self._may_deploy(project, SETTINGS[name])
        steps: list[codepipeline.IAction] = []
        if name == "prod":
            diff = self._project(f"Diff-{name}", [f"make diff STAGE={name}"], minutes=PROVE_MINUTES)
            self._may_deploy(diff, SETTINGS[name])
            told = "Read the diff of the step before: permissions, tables, processes. Somebody else than the author says yes."
            steps.append(self._build("Diff", diff, 1))
            steps.append(
                actions.ManualApprovalAction(
                    action_name="Yes", run_order=2, notification_topic=self.asked, additional_information=told
                )
            )
        steps += [self._build("Deploy", deploy, 3), self._build("Check", check, 4)]
        return codepipeline.StageProps(stage_name=name.title(), actions=steps)

    def _build(self, name: str, project: codebuild.PipelineProject, order: int) -> actions.CodeBuildAction:
        return actions.CodeBuildAction(action_name=name, project=project, input=self.source, run_order=order)

    def _project(self, name: str, commands: Sequence[str], *, minutes: int) -> codebuild.PipelineProject:
        log = logs.LogGroup(
            self,
            f"{name}Logs",
            retention=logs.RetentionDays.ONE_YEAR,
            encryption_key=self.key,
            removal_policy=cdk.RemovalPolicy.DESTROY,
        )
        return codebuild.PipelineProject(
            self,
            name,
            encryption_key=self.key,
            timeout=cdk.Duration.minutes(minutes),
            logging=codebuild.LoggingOptions(cloud_watch=codebuild.CloudWatchLoggingOptions(log_group=log)),
            environment=codebuild.BuildEnvironment(
                build_image=codebuild.LinuxBuildImage.from_docker_registry(IMAGE),
                compute_type=codebuild.ComputeType.MEDIUM,
            ),
            build_spec=codebuild.BuildSpec.from_object(
                {"version": "0.2", "phases": {"build": {"commands": list(commands)}}}
            ),
        )

    @staticmethod
    def _may_deploy(project: codebuild.PipelineProject, settings: Settings) -> None:
        """The roles that `cdk bootstrap` made in the stage's account; they say what a deployment may do there."""
        roles = [
            f"arn:aws:iam::{settings.account}:role/cdk-hnb659fds-{role}-role-{settings.account}-{region}"
            for role in CDK_ROLES
            for region in (REGION, EDGE_REGION)
        ]
        project.add_to_role_policy(iam.PolicyStatement(actions=["sts:AssumeRole"], resources=roles))


def build(app: cdk.App) -> PipelineStack:
    nag.add_gate(app, stops=app.node.try_get_context("nag") != "report")
    return PipelineStack(app)


if __name__ == "__main__":
    app = cdk.App()
    build(app)
    app.synth()
