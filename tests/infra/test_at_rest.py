"""What is kept is encrypted with its zone's key, restorable, and not deleted by mistake."""

ONE_YEAR_DAYS = 365


def key_of(synth, resource, value):
    """The zone whose key `value` names, or the text itself."""
    text = synth.text(resource.stack, value)
    inside = text.strip("<>").split("/")[0].removesuffix("-data")
    return inside.rsplit("-", 1)[-1] if text.startswith("<") and "/Key" in text else text


def tables(synth):
    return synth.of("AWS::DynamoDB::GlobalTable", "AWS::DynamoDB::Table")


def replicas(table):
    return table.properties.get("Replicas", [table.properties])


def test_there_are_tables_to_look_at(prod):
    assert tables(prod)


def test_every_table_is_a_global_one(prod):
    """CloudFormation can never turn a Table into a GlobalTable."""
    assert [str(table) for table in prod.of("AWS::DynamoDB::Table")] == []


def test_every_table_names_its_zones_key(prod):
    wrong = [
        f"{table}: {key_of(prod, table, replica.get('SSESpecification', {}).get('KMSMasterKeyId'))}"
        for table in tables(prod)
        for replica in replicas(table)
        if key_of(prod, table, replica.get("SSESpecification", {}).get("KMSMasterKeyId")) != table.zone
        or table.properties.get("SSESpecification", {}).get("SSEType") != "KMS"
    ]

    assert wrong == []


def test_every_table_can_be_restored_to_a_point_in_time(prod):
    without = [
        str(table)
        for table in tables(prod)
        for replica in replicas(table)
        if not replica.get("PointInTimeRecoverySpecification", {}).get("PointInTimeRecoveryEnabled")
    ]

    assert without == []


def test_every_table_is_protected_from_deletion(prod):
    open_to_deletion = [
        str(table)
        for table in tables(prod)
        for replica in replicas(table)
        if not replica.get("DeletionProtectionEnabled") or table.body.get("DeletionPolicy") not in ("Retain",)
    ]

    assert open_to_deletion == []


def test_every_table_forgets_what_has_expired(prod):
    without = [
        str(table)
        for table in tables(prod)
        if table.properties.get("TimeToLiveSpecification", {}).get("AttributeName") != "expires"
    ]

    assert without == []


def web(bucket):
    """The built pages of the portal and of the console: public by nature, and built again from the source."""
    return any(part in bucket.path for part in ("/Files/", "/Municipal/Console/"))


def under_s3s_key(bucket):
    """Pages, and access logs, which S3 delivers into no bucket with a key of ours."""
    return web(bucket) or "/AccessLogs/" in bucket.path


def test_every_bucket_is_private_and_encrypted_with_its_zones_key(prod):
    wrong = []
    for bucket in prod.of("AWS::S3::Bucket"):
        rules = bucket.properties.get("BucketEncryption", {}).get("ServerSideEncryptionConfiguration", [])
        keys = [rule["ServerSideEncryptionByDefault"].get("KMSMasterKeyID") for rule in rules]
        closed = bucket.properties.get("PublicAccessBlockConfiguration", {})
        if not (closed and all(closed.values())):
            wrong.append(f"{bucket} may be public")
        if not under_s3s_key(bucket) and [key_of(prod, bucket, key) for key in keys] != [bucket.zone]:
            wrong.append(f"{bucket} is not encrypted with its zone's key")
        if not web(bucket) and bucket.body.get("DeletionPolicy") != "Retain":
            wrong.append(f"{bucket} goes with its stack")

    assert wrong == []


def test_every_bucket_queue_and_topic_is_spoken_to_over_tls_alone(prod):
    guarded = set()
    policies = prod.of("AWS::S3::BucketPolicy", "AWS::SQS::QueuePolicy", "AWS::SNS::TopicPolicy")
    for policy in policies:
        insecure = [
            statement
            for statement in policy.properties["PolicyDocument"]["Statement"]
            if statement["Effect"] == "Deny"
            and statement.get("Condition", {}).get("Bool", {}).get("aws:SecureTransport") == "false"
        ]
        owners = policy.properties.get("Queues") or policy.properties.get("Topics") or [policy.properties.get("Bucket")]
        if insecure:
            guarded |= {prod.text(policy.stack, owner) for owner in owners}
    kept = prod.of("AWS::S3::Bucket", "AWS::SQS::Queue", "AWS::SNS::Topic")

    assert [str(each) for each in kept if f"<{each.place}>" not in guarded] == []


def test_every_queue_is_encrypted(prod):
    plain = [
        str(queue)
        for queue in prod.of("AWS::SQS::Queue")
        if not queue.properties.get("SqsManagedSseEnabled") and not queue.properties.get("KmsMasterKeyId")
    ]

    assert plain == []


def test_every_key_rotates_and_stays(prod):
    wrong = []
    for key in prod.of("AWS::KMS::Key"):
        symmetric = key.properties.get("KeySpec", "SYMMETRIC_DEFAULT") == "SYMMETRIC_DEFAULT"
        usage = key.properties.get("KeyUsage", "ENCRYPT_DECRYPT")
        if symmetric and usage == "ENCRYPT_DECRYPT" and not key.properties.get("EnableKeyRotation"):
            wrong.append(f"{key} does not rotate")
        if key.body.get("DeletionPolicy") != "Retain":
            wrong.append(f"{key} goes with its stack")

    assert wrong == []


def test_every_log_group_has_an_end_and_its_zones_key(prod):
    wrong = []
    for group in prod.of("AWS::Logs::LogGroup"):
        days = group.properties.get("RetentionInDays")
        if not days or days > 2 * ONE_YEAR_DAYS:
            wrong.append(f"{group} is kept for {days} days")
        if key_of(prod, group, group.properties.get("KmsKeyId")) not in (group.zone, f"{group.zone}.Arn"):
            wrong.append(f"{group} is not encrypted with its zone's key")

    assert wrong == []


def test_every_function_writes_to_a_log_group_of_its_own(prod):
    without = [
        str(function)
        for function in prod.of("AWS::Lambda::Function")
        if "LogGroup" not in function.properties.get("LoggingConfig", {})
    ]

    assert without == []


def test_data_stacks_hold_what_is_kept_and_services_stacks_what_can_be_replaced(prod):
    misplaced = [
        str(resource)
        for resource in prod.of("AWS::DynamoDB::GlobalTable", "AWS::S3::Bucket", "AWS::KMS::Key")
        if not resource.stack.endswith("-data") and not (resource.type == "AWS::S3::Bucket" and web(resource))
    ]

    assert misplaced == []


def test_no_stack_comes_near_cloudformations_limit(prod):
    full = {stack: len(template["Resources"]) for stack, template in prod.templates.items()}

    assert {stack: count for stack, count in full.items() if count > 450} == {}
