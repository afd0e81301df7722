{{- define "vpcep.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 53 | trimSuffix "-" -}}
{{- end -}}

{{/* The release's name, with the chart's unless it is part of it; short enough for "-emulator" and a hash behind it. */}}
{{- define "vpcep.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 53 | trimSuffix "-" -}}
{{- else if contains (include "vpcep.name" .) .Release.Name -}}
{{- .Release.Name | trunc 53 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name (include "vpcep.name" .) | trunc 53 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* What a Deployment selects by can never be changed: no version in here. */}}
{{- define "vpcep.selector" -}}
app.kubernetes.io/name: {{ include "vpcep.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: operator
{{- end -}}

{{- define "vpcep.emulatorSelector" -}}
app.kubernetes.io/name: {{ include "vpcep.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: emulator
{{- end -}}

{{- define "vpcep.testSelector" -}}
app.kubernetes.io/name: {{ include "vpcep.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: test
{{- end -}}

{{/* What is selected by goes before what the user wants, and that before what is usual. */}}
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
{{- if .Values.image.digest -}}
{{- printf "%s@%s" .Values.image.repository .Values.image.digest -}}
{{- else -}}
{{- printf "%s:%s" .Values.image.repository (default .Chart.AppVersion .Values.image.tag) -}}
{{- end -}}
{{- end -}}

{{/*
Whether an object of somebody else's kind is rendered: yes, or nothing.
Takes renderMode, api, the name of what asks for it (for the message), and the root context as root.
*/}}
{{- define "vpcep.isRendered" -}}
{{- $known := .root.Capabilities.APIVersions.Has .api -}}
{{- if or $known (eq .renderMode "alwaysRender") -}}
yes
{{- else if eq .renderMode "failIfMissing" -}}
{{- fail (printf "%s.enabled is true, but the cluster does not serve %s: install its definitions, set %s.renderMode to skipIfMissing, or, without a cluster, to alwaysRender" .asker .api .asker) -}}
{{- end -}}
{{- end -}}
