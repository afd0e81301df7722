{{- define "vpcep.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 53 | trimSuffix "-" -}}
{{- end -}}

{{/* The name of the release, followed by that of the chart unless it contains it; short enough for "-emulator" and a hash. */}}
{{- define "vpcep.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 53 | trimSuffix "-" -}}
{{- else if contains (include "vpcep.name" .) .Release.Name -}}
{{- .Release.Name | trunc 53 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name (include "vpcep.name" .) | trunc 53 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/*
The selector of a Deployment is immutable, so it contains no version. The label for the name is the same whatever names the
objects have, because the runbooks find the pods by it.
*/}}
{{- define "vpcep.selector" -}}
app.kubernetes.io/name: vpcep-operator
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: operator
{{- end -}}

{{- define "vpcep.emulatorSelector" -}}
app.kubernetes.io/name: vpcep-operator
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: emulator
{{- end -}}

{{- define "vpcep.testSelector" -}}
app.kubernetes.io/name: vpcep-operator
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: test
{{- end -}}

{{/* Selector labels take precedence over the user's labels, and these over the default labels. */}}
{{- define "vpcep.generalLabels" -}}
{{- $chart := printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" -}}
{{- $usual := dict
      "app.kubernetes.io/version" .Chart.AppVersion
      "app.kubernetes.io/part-of" "vpcep-operator"
      "app.kubernetes.io/managed-by" .Release.Service
      "helm.sh/chart" $chart -}}
{{- toYaml (merge (dict) (include "vpcep.usersLabels" . | fromYaml) $usual) -}}
{{- end -}}

{{- define "vpcep.usersLabels" -}}
{{- toYaml (omit .Values.commonLabels "app.kubernetes.io/name" "app.kubernetes.io/instance" "app.kubernetes.io/component") -}}
{{- end -}}

{{- define "vpcep.labels" -}}
{{ include "vpcep.selector" . }}
{{ include "vpcep.generalLabels" . }}
{{- end -}}

{{- define "vpcep.emulatorLabels" -}}
{{ include "vpcep.emulatorSelector" . }}
{{ include "vpcep.generalLabels" . }}
{{- end -}}

{{- define "vpcep.serviceAccount" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "vpcep.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- default "default" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{- define "vpcep.lease" -}}
{{- default (include "vpcep.fullname" .) .Values.leaderElection.leaseName -}}
{{- end -}}

{{- define "vpcep.image" -}}
{{- include "vpcep.imageName" (dict "value" "image" "name" "vpcep-operator" "image" .Values.image "root" .) -}}
{{- end -}}

{{- define "vpcep.emulatorImage" -}}
{{- include "vpcep.imageName" (dict "value" "emulator.image" "name" "vpcep-emulator" "image" .Values.emulator.image "root" .) -}}
{{- end -}}

{{/* Takes the image, its name, the value that sets it as value (both for the message), and the root context as root. */}}
{{- define "vpcep.imageName" -}}
{{- if not .image.repository -}}
{{- fail (printf "%s.repository is required, because no image is published yet: build one and push it to your registry (docs/install.md#the-image), then set %s.repository, for example to registry.example.com/%s" .value .value .name) -}}
{{- end -}}
{{- $repository := .image.repository -}}
{{- with .root.Values.global.imageRegistry -}}
{{- /* As Docker does, take the first part for a registry if it contains a dot or a port, or is localhost. */ -}}
{{- $repository = printf "%s/%s" . (regexReplaceAll "^([^/]*[.:][^/]*|localhost)/" $repository "") -}}
{{- end -}}
{{- if .image.digest -}}
{{- printf "%s@%s" $repository .image.digest -}}
{{- else -}}
{{- printf "%s:%s" $repository (default .root.Chart.AppVersion .image.tag | toString) -}}
{{- end -}}
{{- end -}}

{{/*
"yes" if an object of an external kind is to be rendered, or else empty.
Takes renderMode, api, the value that requires it (for the message) as asker, and the root context as root.
*/}}
{{- define "vpcep.isRendered" -}}
{{- $known := .root.Capabilities.APIVersions.Has .api -}}
{{- if or $known (eq .renderMode "alwaysRender") -}}
yes
{{- else if eq .renderMode "failIfMissing" -}}
{{- fail (printf "%s.enabled is true, but the cluster does not serve %s: install its CRDs, or set %s.renderMode to skipIfMissing (or to alwaysRender, without a cluster)" .asker .api .asker) -}}
{{- end -}}
{{- end -}}

{{/* The security context of a pod. OpenShift assigns the IDs, and refuses those of the defaults. */}}
{{- define "vpcep.podSecurityContext" -}}
{{- $context := .Values.podSecurityContext -}}
{{- if .Capabilities.APIVersions.Has "security.openshift.io/v1" -}}
{{- range $key := list "runAsUser" "runAsGroup" "fsGroup" -}}
{{- if eq (get $context $key | toString) "65532" -}}
{{- $context = omit $context $key -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- toYaml $context -}}
{{- end -}}
