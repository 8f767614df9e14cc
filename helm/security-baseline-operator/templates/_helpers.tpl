{{- define "sbo.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
{{- end }}

{{- define "sbo.fullname" -}}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" }}
{{- else }}
{{- $name := default .Chart.Name .Values.nameOverride }}
{{- if contains $name .Release.Name }}
{{- .Release.Name | trunc 63 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name $name | trunc 63 | trimSuffix "-" }}
{{- end }}
{{- end }}
{{- end }}

{{- define "sbo.selectorLabels" -}}
app.kubernetes.io/name: {{ include "sbo.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "sbo.labels" -}}
{{ include "sbo.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/component: operator
app.kubernetes.io/part-of: security-baseline-operator
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- define "sbo.serviceAccountName" -}}
{{- if .Values.serviceAccount.create }}
{{- default (include "sbo.fullname" .) .Values.serviceAccount.name }}
{{- else }}
{{- default "default" .Values.serviceAccount.name }}
{{- end }}
{{- end }}

{{- define "sbo.image" -}}
{{- $tag := default .Chart.AppVersion .Values.image.tag }}
{{- if .Values.image.digest }}
{{- printf "%s:%s@%s" .Values.image.repository $tag .Values.image.digest }}
{{- else }}
{{- printf "%s:%s" .Values.image.repository $tag }}
{{- end }}
{{- end }}

{{- /* The lease has this name whatever the release is called: two releases must not both lead. */ -}}
{{- define "sbo.leaseName" -}}
security-baseline-operator
{{- end }}

{{- /* The SecurityBaseline in the cluster as YAML, or {}. Asking for a kind that is not served would be an error. */ -}}
{{- define "sbo.existingBaseline" -}}
{{- if .Capabilities.APIVersions.Has "securitybaseline.io/v1alpha1/SecurityBaseline" }}
{{- lookup "securitybaseline.io/v1alpha1" "SecurityBaseline" "" "default" | toYaml }}
{{- else }}
{{- dict | toYaml }}
{{- end }}
{{- end }}

{{- define "sbo.npdName" -}}
{{- printf "%s-npd" (include "sbo.fullname" . | trunc 59 | trimSuffix "-") }}
{{- end }}

{{- define "sbo.npdNamespace" -}}
{{- default .Release.Namespace .Values.nodeProblemDetector.namespace }}
{{- end }}

{{- /* Not those of the operator's pods: the Service and the policies of those must not select these. */ -}}
{{- define "sbo.npdSelectorLabels" -}}
app.kubernetes.io/name: node-problem-detector
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "sbo.npdLabels" -}}
{{ include "sbo.npdSelectorLabels" . }}
app.kubernetes.io/version: {{ .Values.nodeProblemDetector.image.tag | quote }}
app.kubernetes.io/component: node-problem-detector
app.kubernetes.io/part-of: security-baseline-operator
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- define "sbo.npdImage" -}}
{{- with .Values.nodeProblemDetector.image }}
{{- if .digest }}
{{- printf "%s:%s@%s" .repository .tag .digest }}
{{- else }}
{{- printf "%s:%s" .repository .tag }}
{{- end }}
{{- end }}
{{- end }}
