package io.vpcep.operator.api;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** What a CloudAccount asks for. */
@JsonClassDescription("The cloud to read, and the credentials to use.")
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record CloudAccountSpec(
    @Required
        @Size(min = 1, max = 63)
        @ValidationRule(
            value = "self.matches('^[A-Za-z0-9._-]*$')",
            message =
                "cloud is the name of a cloud profile: letters, digits, dots, dashes and underscores.")
        @JsonPropertyDescription(
            "The name of a cloud profile that the administrator of the operator configured: 1 to 63 letters, digits, dots, dashes and underscores. Built in: huaweicloud, huaweicloud-eu, otc.")
        String cloud,
    @Required
        @Size(max = 63)
        @ValidationRule(
            value = "self.matches('^[a-z0-9]([a-z0-9-]*[a-z0-9])?$')",
            message =
                "region is a region's ID as the cloud writes it, for example eu-de or cn-north-4: lower-case letters, digits and dashes.")
        @JsonPropertyDescription(
            "The region's ID, for example eu-de or cn-north-4: 1 to 63 lower-case letters, digits and dashes.")
        String region,
    @ValidationRule(
            value = "self.matches('^[A-Za-z0-9_-]{1,64}$')",
            message = "projectID must be 1 to 64 letters, digits, dashes or underscores.")
        @Size(max = 253)
        @JsonPropertyDescription(
            "The ID of the project whose services and clusters are read: 1 to 64 letters, digits, dashes or underscores. Default: the project with the name of the region. Required with a token.")
        @Nullable String projectID,
    @Required
        @JsonPropertyDescription(
            "The Secret of the same namespace to authenticate with. It has exactly one of these sets of keys: token; or userName, password and domainName; or accessKey and secretKey, with securityToken for temporary keys.")
        SecretRef credentialsSecretRef) {

  /** Names a Secret of the same namespace. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record SecretRef(
      @Required
          @Size(min = 1, max = 253)
          @ValidationRule(
              value = "self.matches('^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$')",
              message =
                  "credentialsSecretRef.name must be the name of a Secret of this namespace: lower-case letters, digits, dashes and dots.")
          @JsonPropertyDescription(
              "The Secret's name: 1 to 253 lower-case letters, digits, dashes and dots.")
          String name) {}
}
