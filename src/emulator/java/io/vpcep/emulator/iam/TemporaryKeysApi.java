package io.vpcep.emulator.iam;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vpcep.emulator.http.EmulatedRequest;
import io.vpcep.emulator.http.EmulatedResponse;
import io.vpcep.emulator.http.RefusedException;
import java.time.Instant;

/**
 * {@code POST /v3.0/OS-CREDENTIAL/securitytokens}, "Obtaining a Temporary AK/SK" (IAM API reference
 * of Open Telekom Cloud), with the methods {@code token} and {@code assume_role}. Every agency is
 * there, and a policy is not applied. That the caller may sign instead of sending a token follows
 * Huawei Cloud's Terraform provider; the bodies of refusals are unconfirmed.
 */
final class TemporaryKeysApi {

  private final IdentityStore identity;
  private final Authentication authentication;

  TemporaryKeysApi(IdentityStore identity, Authentication authentication) {
    this.identity = identity;
    this.authentication = authentication;
  }

  EmulatedResponse create(EmulatedRequest request) throws RefusedException {
    TemporaryKeyRequest wanted = TemporaryKeyRequest.parse(request.json()).orElse(null);
    if (wanted == null) {
      return IamError.badBody();
    }
    String caller = domain(request, wanted);
    String domain = wanted.domain() == null ? caller : wanted.domain();
    return EmulatedResponse.json(201, json(identity.accessKeys().issue(domain, wanted.life())));
  }

  /** A token in the header takes precedence over one in the body. */
  private String domain(EmulatedRequest request, TemporaryKeyRequest wanted)
      throws RefusedException {
    if (wanted.token().isEmpty() || !Authentication.isAnonymous(request)) {
      return authentication.caller(request).domain();
    }
    return identity
        .valid(wanted.token())
        .map(info -> info.user().domain())
        .orElseThrow(() -> new RefusedException(IamError.badToken()));
  }

  private static ObjectNode json(AccessKey key) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    Instant expiresAt = key.expiresAt();
    body.putObject("credential")
        .put("access", key.id())
        .put("secret", key.secretKey())
        .put("expires_at", expiresAt == null ? null : TokenTime.shown(expiresAt))
        .put("securitytoken", key.securityToken());
    return body;
  }
}
