-- Logs of the API, of workers and of models; health, metrics, alerts and audit of the operation.

create table logs_api (
    id text not null default (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    method varchar(10) not null constraint logs_api_method_length check (length(method) <= 10),
    path text not null,
    user_id text,
    ip_address text,
    user_agent text,
    status_code integer,
    response_time_ms integer,
    error_message text,
    error_stack text,
    "timestamp" text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    constraint logs_api_pkey primary key (id)
);
create index idx_logs_api_path on logs_api (path);
create index idx_logs_api_status on logs_api (status_code);
create index idx_logs_api_timestamp on logs_api ("timestamp" desc);
create index idx_logs_api_user on logs_api (user_id, "timestamp" desc);

create table logs_worker (
    id text not null default (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    worker_name varchar(100) not null constraint logs_worker_worker_name_length check (length(worker_name) <= 100),
    job_id varchar(255) constraint logs_worker_job_id_length check (length(job_id) <= 255),
    job_type varchar(100) constraint logs_worker_job_type_length check (length(job_type) <= 100),
    status varchar(50) constraint logs_worker_status_length check (length(status) <= 50),
    started_at text,
    ended_at text,
    duration_ms integer,
    result text default '{}' constraint logs_worker_result_json check (result is null or json_valid(result)),
    error_message text,
    "timestamp" text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    constraint logs_worker_pkey primary key (id)
);
create index idx_logs_worker_name on logs_worker (worker_name, "timestamp" desc);
create index idx_logs_worker_status on logs_worker (status);
create index idx_logs_worker_timestamp on logs_worker ("timestamp" desc);

create table logs_ia (
    id text not null default (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    model varchar(100) not null constraint logs_ia_model_length check (length(model) <= 100),
    provider varchar(50) constraint logs_ia_provider_length check (length(provider) <= 50),
    prompt_type varchar(100) constraint logs_ia_prompt_type_length check (length(prompt_type) <= 100),
    input_tokens integer,
    output_tokens integer,
    total_tokens integer,
    cost_usd text,
    latency_ms integer,
    user_id text,
    context text default '{}' constraint logs_ia_context_json check (context is null or json_valid(context)),
    "timestamp" text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    constraint logs_ia_pkey primary key (id)
);
create index idx_logs_ia_model on logs_ia (model);
create index idx_logs_ia_timestamp on logs_ia ("timestamp" desc);
create index idx_logs_ia_user on logs_ia (user_id, "timestamp" desc);

create table ops_health (
    id text not null default (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    service_name varchar(100) not null constraint ops_health_service_name_length check (length(service_name) <= 100),
    status varchar(50) not null constraint ops_health_status_length check (length(status) <= 50),
    latency_ms integer,
    throughput text,
    error_rate text,
    details text default '{}' constraint ops_health_details_json check (details is null or json_valid(details)),
    "timestamp" text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    constraint ops_health_pkey primary key (id)
);
create index idx_ops_health_service on ops_health (service_name, "timestamp" desc);
create index idx_ops_health_status on ops_health (status);

create table ops_metrics (
    id text not null default (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    metric_name varchar(100) not null constraint ops_metrics_metric_name_length check (length(metric_name) <= 100),
    metric_type varchar(50) not null constraint ops_metrics_metric_type_length check (length(metric_type) <= 50),
    value text not null,
    unit varchar(50) constraint ops_metrics_unit_length check (length(unit) <= 50),
    service_name varchar(100) constraint ops_metrics_service_name_length check (length(service_name) <= 100),
    tags text default '{}' constraint ops_metrics_tags_json check (tags is null or json_valid(tags)),
    "timestamp" text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    constraint ops_metrics_pkey primary key (id)
);
create index idx_ops_metrics_name on ops_metrics (metric_name, "timestamp" desc);
create index idx_ops_metrics_timestamp on ops_metrics ("timestamp" desc);
create index idx_ops_metrics_type on ops_metrics (metric_type);

create table ops_workers (
    id text not null default (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    worker_name varchar(100) not null constraint ops_workers_worker_name_length check (length(worker_name) <= 100),
    status varchar(50) default 'idle' constraint ops_workers_status_length check (length(status) <= 50),
    last_heartbeat text,
    jobs_processed integer default 0,
    jobs_failed integer default 0,
    avg_processing_time_ms integer,
    max_concurrency integer default 1,
    updated_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    constraint ops_workers_pkey primary key (id),
    constraint ops_workers_worker_name_key unique (worker_name)
);
create index idx_ops_workers_name on ops_workers (worker_name);
create index idx_ops_workers_status on ops_workers (status);

create table ops_filas (
    id text not null default (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    queue_name varchar(100) not null constraint ops_filas_queue_name_length check (length(queue_name) <= 100),
    size integer default 0,
    waiting integer default 0,
    active integer default 0,
    completed integer default 0,
    failed integer default 0,
    avg_wait_time_ms integer,
    avg_processing_time_ms integer,
    "timestamp" text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    constraint ops_filas_pkey primary key (id)
);
create index idx_ops_filas_queue on ops_filas (queue_name, "timestamp" desc);

create table ops_ia_models (
    id text not null default (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    model_name varchar(100) not null constraint ops_ia_models_model_name_length check (length(model_name) <= 100),
    provider varchar(50) constraint ops_ia_models_provider_length check (length(provider) <= 50),
    status varchar(50) default 'online' constraint ops_ia_models_status_length check (length(status) <= 50),
    avg_latency_ms integer,
    p95_latency_ms integer,
    p99_latency_ms integer,
    error_rate text,
    total_calls integer default 0,
    total_tokens integer default 0,
    total_cost_usd text default '0',
    rate_limit integer,
    rate_limit_remaining integer,
    updated_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    constraint ops_ia_models_pkey primary key (id),
    constraint ops_ia_models_model_name_key unique (model_name)
);
create index idx_ops_ia_models_name on ops_ia_models (model_name);
create index idx_ops_ia_models_status on ops_ia_models (status);

create table ops_anomalias (
    id text not null default (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    type varchar(100) not null constraint ops_anomalias_type_length check (length(type) <= 100),
    severity varchar(50) not null constraint ops_anomalias_severity_length check (length(severity) <= 50),
    service_name varchar(100) constraint ops_anomalias_service_name_length check (length(service_name) <= 100),
    metric_name varchar(100) constraint ops_anomalias_metric_name_length check (length(metric_name) <= 100),
    expected_value text,
    actual_value text,
    deviation_pct text,
    details text default '{}' constraint ops_anomalias_details_json check (details is null or json_valid(details)),
    auto_resolved boolean default false,
    resolved_at text,
    resolution_action text,
    detected_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    constraint ops_anomalias_pkey primary key (id)
);
create index idx_ops_anomalias_detected on ops_anomalias (detected_at desc);
create index idx_ops_anomalias_resolved on ops_anomalias (auto_resolved);
create index idx_ops_anomalias_severity on ops_anomalias (severity);

create table ops_alertas (
    id text not null default (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    alert_type varchar(100) not null constraint ops_alertas_alert_type_length check (length(alert_type) <= 100),
    severity varchar(50) not null constraint ops_alertas_severity_length check (length(severity) <= 50),
    title varchar(255) not null constraint ops_alertas_title_length check (length(title) <= 255),
    message text,
    service_name varchar(100) constraint ops_alertas_service_name_length check (length(service_name) <= 100),
    details text default '{}' constraint ops_alertas_details_json check (details is null or json_valid(details)),
    channels text default '[]' constraint ops_alertas_channels_json check (channels is null or json_valid(channels)),
    sent_to text default '[]' constraint ops_alertas_sent_to_json check (sent_to is null or json_valid(sent_to)),
    acknowledged boolean default false,
    acknowledged_by varchar(255) constraint ops_alertas_acknowledged_by_length check (length(acknowledged_by) <= 255),
    acknowledged_at text,
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    constraint ops_alertas_pkey primary key (id)
);
create index idx_ops_alertas_acknowledged on ops_alertas (acknowledged);
create index idx_ops_alertas_created on ops_alertas (created_at desc);
create index idx_ops_alertas_severity on ops_alertas (severity);

create table ops_auditoria (
    id text not null default (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    event_type varchar(100) not null constraint ops_auditoria_event_type_length check (length(event_type) <= 100),
    entity_type varchar(100) constraint ops_auditoria_entity_type_length check (length(entity_type) <= 100),
    entity_id text,
    action varchar(100) not null constraint ops_auditoria_action_length check (length(action) <= 100),
    user_id text,
    ip_address text,
    before_state text default '{}'
        constraint ops_auditoria_before_state_json check (before_state is null or json_valid(before_state)),
    after_state text default '{}'
        constraint ops_auditoria_after_state_json check (after_state is null or json_valid(after_state)),
    changes text default '{}' constraint ops_auditoria_changes_json check (changes is null or json_valid(changes)),
    trace_id text,
    session_id text,
    "timestamp" text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    constraint ops_auditoria_pkey primary key (id)
);
create index idx_ops_auditoria_action on ops_auditoria (action);
create index idx_ops_auditoria_entity on ops_auditoria (entity_type, entity_id);
create index idx_ops_auditoria_timestamp on ops_auditoria ("timestamp" desc);
create index idx_ops_auditoria_user on ops_auditoria (user_id, "timestamp" desc);

create table ops_dashboard_cache (
    id text not null default (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    dashboard_name varchar(100) not null
        constraint ops_dashboard_cache_dashboard_name_length check (length(dashboard_name) <= 100),
    data text not null default '{}' constraint ops_dashboard_cache_data_json check (data is null or json_valid(data)),
    expires_at text not null,
    updated_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    constraint ops_dashboard_cache_pkey primary key (id),
    constraint ops_dashboard_cache_dashboard_name_key unique (dashboard_name)
);
create index idx_ops_dashboard_cache_expires on ops_dashboard_cache (expires_at);
create index idx_ops_dashboard_cache_name on ops_dashboard_cache (dashboard_name);
