"""Log-ins of the emulated user pools as Cognito plays them: a required code is asked for, a step belongs to its session.

The emulator skips the enrolment of a pool that requires codes, takes any session for any user, and never asks for the
second factor after a new password. Codes themselves it checks (RFC 6238).
"""

import base64
import json
import secrets
import time

from ministack.services import cognito

MINUTES = 60
CHALLENGES = {"NEW_PASSWORD_REQUIRED", "SOFTWARE_TOKEN_MFA", "MFA_SETUP"}
VERIFIED = "verified"  # an authenticator whose first code was right: what MFA_SETUP answers with
sessions = {}  # session -> (pool id, username, what it may answer, until when)


def refused(code, message):
    return cognito.error_response_json(code, message, 400)


def opened(pool_id, username, may):
    now = time.time()
    for ended in [session for session, (*_, until) in sessions.items() if until < now]:
        del sessions[ended]
    session = base64.b64encode(secrets.token_bytes(48)).decode()
    sessions[session] = (pool_id, username, may, now + 10 * MINUTES)
    return session


def asks(pool_id, username, challenge, parameters=None):
    told = {"USER_ID_FOR_SRP": username, **(parameters or {})}
    session = opened(pool_id, username, challenge)
    return {"ChallengeName": challenge, "Session": session, "ChallengeParameters": told}


def second_factor(pool, user, pool_id, username):
    """What a pool that requires codes asks for: a code, or first an authenticator."""
    if pool.get("MfaConfiguration", "OFF") != "ON":
        return before_mfa(pool, user, pool_id, username)
    if "SOFTWARE_TOKEN_MFA" in user.get("_mfa_enabled", []):
        return asks(pool_id, username, "SOFTWARE_TOKEN_MFA")
    return asks(pool_id, username, "MFA_SETUP", {"MFAS_CAN_SETUP": json.dumps(["SOFTWARE_TOKEN_MFA"])})


def known_password(result, pool_id, username):
    """The challenge for a first password gets a session of ours, too."""
    status, headers, body = result
    answer = json.loads(body)
    if answer.get("ChallengeName") == "NEW_PASSWORD_REQUIRED":
        answer["Session"] = opened(pool_id, username, "NEW_PASSWORD_REQUIRED")
        return cognito.json_response(answer)
    return status, headers, body


def begin(pool, pool_id, client_id, user, username, *more, **named):
    return known_password(before_password(pool, pool_id, client_id, user, username, *more, **named), pool_id, username)


def respond(data):
    """AdminRespondToAuthChallenge, once a session of this user's allows the answer; a wrong code may be tried again."""
    challenge, pool_id = data.get("ChallengeName"), data.get("UserPoolId")
    if challenge not in CHALLENGES or cognito._user_pools.get(pool_id, {}).get("MfaConfiguration", "OFF") != "ON":
        return before_respond(data)
    session, username = data.get("Session"), (data.get("ChallengeResponses") or {}).get("USERNAME")
    wanted = VERIFIED if challenge == "MFA_SETUP" else challenge
    found = sessions.get(session)
    if found is None or found[:3] != (pool_id, username, wanted) or found[3] < time.time():
        return refused("NotAuthorizedException", "Invalid session for the user.")
    if challenge == "NEW_PASSWORD_REQUIRED":
        return new_password(data, session)
    result = before_respond(data)
    if result[0] == 200:
        del sessions[session]
    return result


def new_password(data, session):
    pool_id, responses = data["UserPoolId"], data["ChallengeResponses"]
    pool = cognito._user_pools[pool_id]
    weak = cognito._validate_password(pool, responses.get("NEW_PASSWORD", ""))
    if weak:
        return weak
    result = before_respond(data)
    if result[0] != 200:
        return result
    del sessions[session]
    user = pool["_users"][responses["USERNAME"]]
    return cognito.json_response(second_factor(pool, user, pool_id, responses["USERNAME"]))


def associate(data):
    session = data.get("Session")
    if not session:
        return before_associate(data)
    found = sessions.pop(session, None)
    if found is None or found[2] != "MFA_SETUP":
        return refused("NotAuthorizedException", "Invalid session for the user.")
    *_, body = before_associate({})
    answer = json.loads(body)
    pool_id, username = found[:2]
    cognito._totp_session_secrets.pop(answer["Session"], None)
    answer["Session"] = opened(pool_id, username, answer["SecretCode"])
    return cognito.json_response(answer)


def verify(data):
    session = data.get("Session")
    if not session:
        return before_verify(data)
    pool_id, username, secret, until = sessions.get(session) or (None, None, "", 0)
    if until < time.time() or secret in CHALLENGES | {VERIFIED}:
        return refused("NotAuthorizedException", "Invalid session for the user.")
    if not cognito._totp_matches(secret, data.get("UserCode", "")):
        return refused("EnableSoftwareTokenMFAException", "Code mismatch")
    del sessions[session]
    user = cognito._user_pools[pool_id]["_users"][username]
    user.update(_totp_secret=secret, _preferred_mfa="SOFTWARE_TOKEN_MFA", _mfa_enabled=["SOFTWARE_TOKEN_MFA"])
    return cognito.json_response({"Status": "SUCCESS", "Session": opened(pool_id, username, VERIFIED)})


before_mfa, before_password = cognito._mfa_challenge_for_user, cognito._password_auth_result
before_respond = cognito._admin_respond_to_auth_challenge
before_associate, before_verify = cognito._associate_software_token, cognito._verify_software_token


def install():
    cognito._mfa_challenge_for_user = second_factor
    cognito._password_auth_result = begin
    cognito._admin_respond_to_auth_challenge = respond
    cognito._associate_software_token = associate
    cognito._verify_software_token = verify
